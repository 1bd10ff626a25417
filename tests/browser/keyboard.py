"""A page by keyboard alone: Tab until it is there, type, choose with arrows; every stop must be seen."""

from __future__ import annotations

STOPS = 90  # more Tabs than any page of a party has
RING = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return 'the focus is nowhere';
  const style = getComputedStyle(one);
  const rgb = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, n) => sum + v * [.2126, .7152, .0722][n], 0);
  const contrast = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + .05) / (y + .05); };
  let ground = one.parentElement;
  while (ground && [0, undefined].includes(rgb(getComputedStyle(ground).backgroundColor)[3] ?? 1)) ground = ground.parentElement;
  const behind = ground ? rgb(getComputedStyle(ground).backgroundColor) : [255, 255, 255];
  const named = `${one.tagName} ${one.id || one.name || one.className} ${one.textContent.trim().slice(0, 20)}`;
  if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) return `no ring of 2 px: ${named}`;
  const best = contrast(rgb(style.outlineColor), behind);
  if (best < 3) return `contrast ${best.toFixed(1)}: ${named}`;
  const box = one.getBoundingClientRect();
  const middle = document.elementFromPoint(box.x + Math.min(box.width / 2, 40), box.y + Math.min(box.height / 2, 20));
  const hidden = box.bottom < 0 || box.top > innerHeight;
  return hidden ? `out of sight: ${named}` : (middle && !one.contains(middle) && !middle.contains(one) && !middle.closest('label')
    ? `covered: ${named}` : '');
}"""


class Keys:
    """Hands on the keyboard of one page; what was wrong with a stop is kept in `faults`."""

    def __init__(self, page):
        self.page, self.faults, self.stops = page, [], 0

    def tab(self):
        self.page.keyboard.press("Tab")
        self.stops += 1
        fault = self.page.evaluate(RING)
        if fault and "nowhere" not in fault:  # after the last stop comes the browser's own frame
            self.faults.append(f"{self.page.url}: {fault}")

    def at(self, selector):
        return self.page.evaluate("chosen => document.activeElement.matches(chosen)", selector)

    def to(self, selector):
        """Tab until the focus stands there."""
        for _n in range(STOPS):
            if self.at(selector):
                return self
            self.tab()
        raise AssertionError(f"{self.page.url}: no Tab leads to {selector}")

    def press(self, selector, key="Enter"):
        self.to(selector)
        self.page.keyboard.press(key)
        self.page.wait_for_timeout(300)  # a page that is left has begun to be left
        self.page.wait_for_load_state()
        return self

    def follow(self, selector):
        """Press Enter on what leads to another page, and wait for it."""
        self.to(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        return self

    def give(self, name, value):
        """Answer one question: type it, or move through the choices until it is chosen."""
        fields = self.page.locator(f"main [name='{name}']:not([type=hidden])")
        kind = fields.first.evaluate("one => one.tagName === 'SELECT' ? 'select' : one.type")
        if not fields.first.is_visible():
            self.press("main details:not([open]) summary")
        self.to(f"main [name='{name}']:not([type=hidden])")
        if kind == "radio":
            self.page.keyboard.press("Space")
            self.choose(lambda: self.at(f"[name='{name}'][value='{value}']:checked"))
        elif kind == "select":
            self.choose(lambda: self.page.evaluate("document.activeElement.value") == value)
        elif kind == "checkbox":
            self.page.keyboard.press("Space")
        else:
            self.page.keyboard.press("Control+A")
            self.page.keyboard.insert_text(value)

    def choose(self, chosen):
        for _n in range(160):
            if chosen():
                return
            self.page.keyboard.press("ArrowDown")
        assert chosen(), f"{self.page.url}: no key chooses it"
