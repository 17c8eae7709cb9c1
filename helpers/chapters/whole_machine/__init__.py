"""The whole machine on one screen: every weight and every value between them."""
