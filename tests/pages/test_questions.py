"""Every question of the book, where it stands: answered right, wrong and with nonsense."""

import json
import re

import pytest
from browser import TRANSLATE
from figure_page import bring_forward, step
from playwright.sync_api import expect

from helpers.chapters import order
from helpers.chapters.asides import QUESTIONS
from helpers.chapters.kinds import LETTERS
from helpers.site import questions

from .accessible import assert_accessible

PAGES = questions.all_placed({path.stem: path for path in order.notebooks()})
CHAPTER = "05-scores"
KEY = "hola-mundo-progress"
REFUSED = {
    "all": "Object.defineProperty(window, 'localStorage', { get() { throw Error('no'); } });",
    # as browsers do it: the page's first script then puts a store there that keeps nothing
    "all, replaceably": "Object.defineProperty(window, 'localStorage', "
    "{ configurable: true, get() { throw Error('no'); } });",
    "writing": "Storage.prototype.setItem = (key) => { if (/hola/.test(key)) throw Error('no'); };",
}


class Asked:
    """One question of an open page."""

    def __init__(self, page, name):
        self.page = page
        self.aside = QUESTIONS[name]
        self.root = page.locator(f"#question-{name}")
        self.unfold()
        self.says = self.root.locator(".hm-says")
        self.answer = self.root.locator("details").last

    def unfold(self):
        """Open the folds that it stands in, from the outermost."""
        for fold in self.root.locator("xpath=ancestor::details").all():
            if fold.get_attribute("open") is None:
                fold.locator("> summary").press("Enter")

    def button(self, name):
        return self.root.get_by_role("button", name=name, exact=True)

    def check(self):
        self.button("Check").press("Enter")

    def is_open(self):
        """Whether nothing has been given away."""
        return not self.answer.is_visible() and not self.root.get_attribute("data-done")

    def is_done(self, how="right"):
        expect(self.root).to_have_attribute("data-done", how)
        expect(self.answer).to_be_visible()
        return self.answer.get_attribute("open") is not None

    def has_a_link_that_leads_somewhere(self):
        links = self.says.locator("a").evaluate_all("links => links.map(link => link.href)")
        here = self.page.url.partition("#")[0]
        local = [url.partition("#")[2] for url in links if url.startswith(here)]
        found = "names => names.every(name => document.getElementById(name))"
        return links and self.page.evaluate(found, local)


def answer_choice(asked):
    asked.check()
    assert "Choose one" in asked.says.inner_text()
    radios = asked.root.get_by_role("radio")
    for i, choice in enumerate(asked.aside.choices):
        radios.nth(i).press(" ")
        if choice.right:
            continue
        asked.check()
        assert asked.says.inner_text().startswith("Not this one. ")
        why = asked.answer.locator(f'.hm-why[data-choice="{LETTERS[i]}"]')
        reason = why.text_content().strip().removeprefix(f"Why not {LETTERS[i]}?").strip()
        assert reason
        assert reason in asked.says.text_content()
        assert asked.has_a_link_that_leads_somewhere()
        assert asked.is_open()
    radios.nth([choice.right for choice in asked.aside.choices].index(True)).press(" ")
    asked.check()
    assert asked.is_done()


def answer_number(asked):
    facts = questions.facts(asked.aside)
    field = asked.root.get_by_role("textbox", name="Your answer")
    for nonsense in ("", "many", "1e309", "1,2,3"):
        field.fill(nonsense)
        field.press("Enter")
        assert len(asked.says.inner_text()) > 10
        assert "Not yet" not in asked.says.inner_text()
        assert field.input_value() == nonsense
        assert field.get_attribute("aria-invalid") == "true"
        assert asked.is_open()
    sentences = {text: value for value, text in facts["near"]}
    for sentence, value in sentences.items():
        field.fill(repr(value))
        field.press("Enter")
        assert sentence in asked.says.inner_text()
    field.fill(repr(7 * facts["answer"] + 13))
    field.press("Enter")
    assert asked.says.inner_text().startswith("Not yet. ")
    assert asked.has_a_link_that_leads_somewhere()
    assert asked.is_open()
    field.fill(f"{facts['answer']:.4f}".replace(".", ",").replace("-", "−"))
    field.press("Enter")
    assert asked.is_done()
    assert field.get_attribute("aria-invalid") == "false"


def answer_task(asked):
    goal = asked.aside.goal
    live = asked.page.locator(f"#figure-{goal.figure} > .hm-live")
    live.get_by_role("button", name="Reset, ").press("Enter")  # another task may stand before it
    asked.check()
    chosen = [is_chosen(live, goal, name) for name in goal.chosen]
    first = "Nothing has been changed" if all(chosen) else "First set"
    assert asked.says.inner_text().startswith(first)
    for title in live.locator("details.hm-group:not([open]) > summary").all():
        title.press("Enter")
    spoil(live, asked)
    assert asked.is_open()
    live.get_by_role("button", name="Reset, ").press("Enter")
    for name in goal.chosen:
        if not is_chosen(live, goal, name):
            control(live, goal, name).press(" ")
    for title in live.locator("details.hm-group:not([open]) > summary").all():
        title.press("Enter")
    for place, expression in goal.solve.items():
        name, (index, *_) = questions._numbers_of(questions.figure(goal.figure).plan, place)
        field = live.locator(f'[data-input="{name}"][data-index="{index}"]')
        text = expression
        if field.count():
            bring_forward(live, field)
            text = repr(float(asked.aside.value(expression)))
        else:
            field = live.get_by_role("textbox").first
        field.press("ControlOrMeta+a")
        field.press_sequentially(text)
        field.press("Enter")
    assert asked.is_done()
    done = live.locator(f'a[href="#{asked.root.get_attribute("id")}"]')
    expect(done.filter(has_text="The task is done")).to_be_visible()


def control(live, goal, name):
    """Find the option that a task wants, or the switch that it wants on or off."""
    given = questions.figure(goal.figure).plan.inputs[name]
    if given.kind == "switch":
        return live.get_by_role("switch", name=given.options["label"])
    return live.get_by_role("radio", name=goal.chosen[name], exact=True)


def is_chosen(live, goal, name):
    return control(live, goal, name).is_checked() == (goal.chosen[name] != "off")


def spoil(live, asked):
    """Change something that the task does not ask for."""
    field = live.locator(".hm-field[data-input]").last  # a field of a pull holds a wish, no number
    if field.count():
        bring_forward(live, field)
        step(field, "ArrowUp")
        asked.check()
        says = asked.says.inner_text()
        own = [aim.otherwise for aim in asked.aside.goal.aims if aim.otherwise]
        assert says in own or re.match("Not yet|Something else|First set|Set the|A cache", says)


def answer_code(asked):
    """Nonsense, an easier form, a known slip, and lines that are right."""
    asked.root.get_by_role("textbox").focus()
    field = asked.root.locator(".cm-content")  # the editor comes at the first touch
    expect(field).to_be_focused()
    for lines, says in (
        ("", "Nothing is written yet."),
        ("hello world", "SyntaxError: invalid syntax"),
        ("return 6 / 2 / nothing", "NameError: name 'nothing' is not defined"),
    ):
        write(field, lines)
        asked.check()
        expect(asked.says).to_contain_text(says)
        assert asked.is_open()
    names = ("With a gap", "One line missing", "Lines in disorder")
    for name in names:
        if asked.button(name).count():
            asked.button(name).press("Enter")
            expect(field).to_be_focused()
            asked.check()
            assert asked.is_open()
    slip = asked.aside.code.slips[0]
    write(field, slip.lines.strip("\n"))
    asked.check()
    expect(asked.says).to_contain_text(slip.says.replace("`", ""))
    assert asked.is_open()
    write(field, asked.aside.code.also[0])
    asked.check()
    assert asked.is_done() is False  # the solution may be opened now; it does not jump open


def write(field, lines):
    field.press("ControlOrMeta+a")
    field.press("Delete")
    field.page.keyboard.insert_text(lines)


def answer_by_reading(asked):
    assert asked.button("Check").count() == 0
    if asked.aside.hint:
        asked.button("Hint").press("Enter")
        assert asked.root.locator("details").first.is_visible()
        assert asked.is_open()
    asked.button("Solution").press("Enter")
    assert asked.is_done("read")


def kind_of(aside):
    if aside.kind == "task" and not aside.goal:
        return answer_by_reading
    known = {
        "choice": answer_choice,
        "number": answer_number,
        "task": answer_task,
        "code": answer_code,
    }
    return known.get(aside.kind, answer_by_reading)


@pytest.mark.parametrize("page", PAGES)
def test_every_question_takes_the_right_answer_and_answers_wrong_ones(page, book, visit):
    visited = visit(book.file(f"book/{page}").as_uri())
    asked = [Asked(visited.page, name) for name in PAGES[page]]
    assert all(one.is_open() for one in asked)
    line = visited.page.locator(".hm-progress")
    expect(line).to_contain_text(f"0 of {len(asked)} questions done")
    for one in asked:
        kind_of(one.aside)(one)
    all_done = f"{len(asked)} of {len(asked)} questions done"
    expect(line).to_contain_text(all_done)
    visited.page.reload()
    expect(line).to_contain_text(all_done)
    for one in asked:
        one.unfold()
        expect(one.root).to_have_attribute("data-done", re.compile("right|read"))
        if one.aside.kind == "choice":
            right = [choice.right for choice in one.aside.choices].index(True)
            expect(one.root.get_by_role("radio").nth(right)).to_be_checked()
    assert not visited.complaints
    assert not visited.foreign("file")


@pytest.fixture
def chapter(book, visit):
    return visit(book.file(f"book/{CHAPTER}").as_uri())


def test_help_goes_from_hint_to_step_to_solution_with_the_keyboard_alone(chapter):
    asked = Asked(chapter.page, "score-of-world")
    asked.root.get_by_role("textbox").focus()
    for _ in range(2):
        chapter.page.keyboard.press("Tab")
    for name in ("Hint", "Next step", "Solution"):
        help_ = asked.button(name)
        expect(help_).to_be_focused()
        assert asked.is_open()
        chapter.page.keyboard.press("Enter")
        if name == "Hint":
            assert asked.root.locator("details").first.is_visible()
        if name == "Next step":
            assert "between 50 and 200" in asked.says.inner_text()
    assert asked.is_done("read")
    assert asked.root.get_by_role("button").count() == 1
    expect(asked.root.locator("summary").last).to_be_focused()


def test_a_step_takes_one_wrong_choice_away_and_says_why(chapter):
    asked = Asked(chapter.page, "own-score")
    asked.button("Next step").click()
    radios = asked.root.get_by_role("radio")
    assert [radio.is_disabled() for radio in radios.all()] == [True, False, False]
    assert "Nothing is left out" in asked.says.inner_text()
    assert asked.is_open()


def test_a_step_of_a_task_names_what_to_change(chapter):
    asked = Asked(chapter.page, "a-tenth-for-hello")
    asked.button("Hint").click()
    asked.button("Next step").click()
    assert "One way is to change divide by" in asked.says.inner_text()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("-87.88", "Look at the sign"),
        ("878,8", "the power of ten is not"),
        ("87.99", "Close, but not exact enough"),
        ("175.76", "twice the answer"),
        ("43.94", "half the answer"),
        ("0.0113791", "upside down"),
        ("78.88", "two have changed places"),
        ("105.21", "what “Hello” gives “World”"),
        ("50", "Too small"),
        ("1e308", "Too large"),
        ("1/0", "divided by zero"),
        ("<b>12</b>", "is not a number"),
        ("NaN", "not a number"),
    ],
)
def test_a_wrong_number_gets_its_own_hint(chapter, typed, said):
    asked = Asked(chapter.page, "score-of-world")
    field = asked.root.get_by_role("textbox")
    field.fill(typed)
    field.press("Enter")
    assert said in asked.says.inner_text()
    assert field.input_value() == typed
    assert asked.is_open()


@pytest.mark.parametrize("typed", ["1/4", "25 %", "0,25", ".25", "2.5e-1", "０.２５"])
def test_a_right_number_may_be_written_in_many_ways(chapter, typed):
    asked = Asked(chapter.page, "half-and-half-slope")
    asked.root.get_by_role("textbox").fill(typed)
    asked.check()
    assert asked.is_done()


def test_a_part_given_in_per_cent_is_told_apart_from_a_wrong_number(chapter):
    asked = Asked(chapter.page, "half-and-half-slope")
    asked.root.get_by_role("textbox").fill("25")
    asked.check()
    assert "in per cent" in asked.says.inner_text()


def test_a_task_is_not_done_by_changing_something_else(chapter):
    asked = Asked(chapter.page, "a-tenth-for-hello")
    live = chapter.page.locator("#figure-scale > .hm-live")
    step(live.locator('[data-input="Q"]').first, "ArrowUp")
    asked.check()
    assert "Something else has changed in Q" in asked.says.inner_text()
    live.get_by_role("button", name="Reset, ").press("Enter")
    field = live.locator('.hm-field[data-input="scale"]')
    field.fill("3")
    field.press("Enter")
    asked.check()
    wanted = r"Not yet: A \(row Hello, column Hello\) is .* and should be 0\.1\."
    assert re.match(wanted, asked.says.inner_text())
    assert asked.is_open()


def solve_one(page):
    asked = Asked(page, "score-of-world")
    asked.root.get_by_role("textbox").fill("87.88")
    asked.check()
    assert asked.is_done()
    return asked


@pytest.mark.parametrize("what", REFUSED)
def test_without_a_place_to_keep_things_a_question_works_and_forgets(book, visit, what):
    visited = visit("about:blank")
    visited.page.add_init_script(REFUSED[what])
    visited.page.goto(book.file(f"book/{CHAPTER}").as_uri())
    asked = solve_one(visited.page)
    expect(visited.page.locator(".hm-progress")).to_contain_text("1 of")
    expect(visited.page.locator(".hm-progress")).to_contain_text("this browser keeps no answers")
    visited.page.reload()
    assert asked.is_open()
    assert what != "writing" or not visited.complaints  # the theme complains where all is refused


@pytest.mark.parametrize("kept", ["", "{", "null", "[]", '{"v":1}', '{"v":1,"marks":{"a":1}}'])
def test_what_is_kept_may_be_damaged(book, visit, kept):
    visited = visit(book.file(f"book/{CHAPTER}").as_uri())
    visited.page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, kept])
    visited.page.reload()
    solve_one(visited.page)
    assert not visited.complaints


def test_an_answer_to_an_older_text_does_not_count(chapter):
    asked = solve_one(chapter.page)
    chapter.page.evaluate(
        'key => localStorage.setItem(key, localStorage.getItem(key).replace(/"v":"\\w+"/, '
        '\'"v":"older1"\'))',
        KEY,
    )
    chapter.page.reload()
    assert asked.is_open()
    solve_one(chapter.page)
    chapter.page.reload()
    expect(asked.root).to_have_attribute("data-done", "right")


def test_without_javascript_hint_and_answer_are_folded_and_there(book, visit):
    page = visit("about:blank", java_script_enabled=False).page
    page.goto(book.file(f"book/{CHAPTER}").as_uri())
    root = page.locator("#question-score-of-world")
    assert [fold.inner_text() for fold in root.locator("summary").all()] == ["Hint", "Answer"]
    root.locator("summary").last.click()
    assert "87.88" in root.inner_text()
    assert root.locator("form").count() == 0


def test_answered_and_wrongly_answered_questions_are_accessible_and_fit_a_phone(server, visit):
    page = visit(f"{server}/book/{CHAPTER}.html", reduced_motion="reduce").page
    solve_one(page)
    asked = Asked(page, "own-score")
    asked.root.get_by_role("radio").first.press(" ")
    asked.check()
    wrong = Asked(page, "root-of-head-width")
    wrong.root.get_by_role("textbox").fill("many")
    wrong.check()
    assert_accessible(page, ".hm-question")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_page_that_the_browser_has_translated_answers_too(server, browser):
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(f"addEventListener('DOMContentLoaded', {TRANSLATE})")
    page.goto(f"{server}/book/{CHAPTER}.html")
    asked = Asked(page, "own-score")
    assert "¿" in asked.root.inner_text()
    wrong = next(i for i, choice in enumerate(asked.aside.choices) if not choice.right)
    asked.root.get_by_role("radio").nth(wrong).press(" ")
    asked.root.locator(".hm-check").press("Enter")  # its word may be another by now
    reason = asked.answer.locator(f'.hm-why[data-choice="{LETTERS[wrong]}"] p')
    said = asked.says.text_content()
    assert reason.locator("> font").first.text_content() in said
    assert reason.locator(".hm-why-not").text_content() not in said
    context.close()


def told(right, read, left):
    parts = {"answered": right, "solutions read": read, "to do": left}
    if not right + read:
        return f"{left} questions"
    return ", ".join(f"{n} {words}" for words, n in parts.items() if n)


class Progress:
    """The page that counts."""

    def __init__(self, book, page):
        self.page = page
        self.address = book.file("book/your-progress").as_uri()
        self.root = page.locator("#your-progress-table")

    def go(self):
        self.page.goto(self.address)
        return self

    def counts(self, title, right, read, left):
        stop = self.root.get_by_role("listitem").filter(has_text=title)
        place = self.root.get_by_text("The whole book") if title == "All" else stop
        expect(place).to_contain_text(told(right, read, left))

    def says(self):
        return self.root.get_by_role("status").inner_text()


def test_the_side_bar_ticks_what_is_done_on_this_page_and_on_others(book, chapter):
    solve_one(chapter.page)
    n = len(PAGES["05-scores"])
    mark = ".bd-links a[href='{}'] small"
    expect(chapter.page.locator(mark.format("#"))).to_have_text(f" 1/{n}")
    chapter.page.goto(book.file("book/glossary").as_uri())
    tick = chapter.page.locator(mark.format("05-scores.html"))
    expect(tick).to_have_text(f" 1/{n}")
    expect(tick).to_have_attribute("title", f"1 of {n} questions done")
    counts = {"05-scores.html": [n, n], "06-heads.html": [0, 3]}
    chapter.page.evaluate(
        "kept => localStorage.setItem('hola-mundo-ticks', kept)", json.dumps(counts)
    )
    chapter.page.reload()
    expect(tick).to_have_text(" ✓")
    expect(chapter.page.locator(".bd-links small")).to_have_count(1)
    Progress(book, chapter.page).go()
    expect(tick).to_have_text(f" 1/{n}")  # it knows all questions


def test_progress_is_counted_saved_forgotten_and_brought_back(book, chapter, tmp_path):
    solve_one(chapter.page)
    Asked(chapter.page, "own-score").button("Next step").click()
    Asked(chapter.page, "own-score").button("Solution").click()
    progress = Progress(book, chapter.page)
    chapter.page.get_by_role("link", name="Your progress").first.click()
    assert chapter.page.url == progress.address
    n = len(PAGES[CHAPTER])
    progress.counts("Scores, scale, softmax", 1, 1, n - 2)
    progress.counts("All", 1, 1, len(QUESTIONS) - 2)
    with chapter.page.expect_download() as caught:
        progress.root.get_by_role("button", name="Save as a file").click()
    file = tmp_path / "progress.json"
    caught.value.save_as(file)
    assert set(json.loads(file.read_text())["marks"]) == {"score-of-world", "own-score"}
    progress.root.get_by_role("button", name="Reset").press("Enter")
    progress.root.get_by_role("button", name="Keep them").press("Enter")
    progress.counts("All", 1, 1, len(QUESTIONS) - 2)
    progress.root.get_by_role("button", name="Reset").press("Enter")
    progress.root.get_by_role("button", name="Yes, forget all answers").press("Enter")
    progress.counts("All", 0, 0, len(QUESTIONS))
    progress.go().counts("All", 0, 0, len(QUESTIONS))
    progress.root.get_by_label("Bring back from a file").set_input_files(file)
    expect(progress.root.get_by_role("status")).to_contain_text("has been added")
    progress.go().counts("All", 1, 1, len(QUESTIONS) - 2)
    assert not chapter.complaints


def test_a_page_that_was_kept_counts_again_when_the_reader_comes_back(book, chapter):
    solve_one(chapter.page)
    marks = chapter.page.evaluate("key => localStorage.getItem(key)", KEY)
    progress = Progress(book, chapter.page).go()
    coming_back = """([key, text]) => {
        localStorage.setItem(key, text);
        dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    }"""
    for text, right in (('{"v":1,"marks":{}}', 0), (marks, 1)):
        chapter.page.evaluate(coming_back, [KEY, text])
        progress.counts("All", right, 0, len(QUESTIONS) - right)


def saved_marks(**versions):
    marks = {name: {"v": v, "as": "right"} for name, v in versions.items()}
    return json.dumps({"v": 1, "marks": marks})


def bring_back(progress, text):
    progress.root.get_by_label("or paste the text").fill(text)
    progress.root.get_by_role("button", name="Bring back", exact=True).press("Enter")
    return progress.says()


def version(name):
    return questions.facts(QUESTIONS[name])["v"]


@pytest.mark.parametrize("what", REFUSED)
def test_a_browser_that_keeps_nothing_does_not_say_that_it_does(book, visit, what):
    page = visit("about:blank").page
    page.add_init_script(REFUSED[what])
    progress = Progress(book, page).go()
    said = bring_back(progress, saved_marks(**{"own-score": version("own-score")}))
    assert "has been added" in said
    assert "does not keep that" in said
    progress.counts("All", 1, 0, len(QUESTIONS) - 1)
    progress.go().counts("All", 0, 0, len(QUESTIONS))


def test_answers_that_no_longer_fit_are_not_said_to_be_added(book, visit):
    progress = Progress(book, visit("about:blank").page).go()
    for text in (saved_marks(), saved_marks(gone="1"), saved_marks(**{"own-score": "older"})):
        assert "Nothing has changed" in bring_back(progress, text)
    progress.counts("All", 0, 0, len(QUESTIONS))
    mixed = {"own-score": version("own-score"), "score-of-world": "older", "gone": "1"}
    said = bring_back(progress, saved_marks(**mixed))
    assert "Answers in it: 1. Left out, since their questions have changed: 2." in said
    assert "does not keep" not in said
    assert "has been added" not in bring_back(progress, saved_marks(**{"own-score": "older"}))
    progress.go().counts("All", 1, 0, len(QUESTIONS) - 1)


@pytest.mark.parametrize("text", ["", "hola", "{}", '{"v":2,"marks":{}}', "<b>1</b>", "[1]"])
def test_what_is_no_saved_progress_is_refused_and_changes_nothing(book, chapter, text):
    solve_one(chapter.page)
    progress = Progress(book, chapter.page).go()
    field = progress.root.get_by_label("or paste the text")
    field.fill(text)
    progress.root.get_by_role("button", name="Bring back", exact=True).press("Enter")
    assert "No answer to a question" in progress.says()
    assert field.input_value() == text
    progress.counts("All", 1, 0, len(QUESTIONS) - 1)
