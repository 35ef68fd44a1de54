// What the tests ask of a page from within it. Nothing of this is on any page.
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
// Rules that the tags leave out: the one as axe's experiment, the other as no longer of WCAG.
const FURTHER = { "td-has-header": { enabled: true }, "duplicate-id": { enabled: true } };
const CONTRAST = "color-contrast";

const cut = (words) => words.replace(/\s+/g, " ").slice(0, 240);

// What lies behind an element and how clearly it is seen, from the page's own ground upwards.
function grounds() {
  const known = new Map();
  return function behind(element) {
    if (!element) return "";
    if (!known.has(element)) {
      const { backgroundColor, backgroundImage, opacity, filter } = getComputedStyle(element);
      const own = [backgroundColor, backgroundImage, opacity, filter].join(" ");
      const clear = own === "rgba(0, 0, 0, 0) none 1 none";
      known.set(element, behind(element.parentElement) + (clear ? "" : ` / ${own}`));
    }
    return known.get(element);
  };
}

// Thousands of cells look alike, and axe takes longest over contrast: of all texts that have one
// colour, size and weight on one ground, the first stands for them. Nothing on these pages lies
// over text but in the order of the elements.
function alike() {
  const behind = grounds(), found = new Map();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !element.checkVisibility()) continue;
    const { color, fill, fontSize, fontWeight, textShadow } = getComputedStyle(element);
    const isDrawn = Boolean(element.ownerSVGElement);
    const key = [isDrawn ? fill : color, fontSize, fontWeight, textShadow, isDrawn,
      behind(element)].join();
    if (!found.has(key)) found.set(key, element);
  }
  return [...found.values()];
}

const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);
function luminance(colour) {
  const [red, green, blue] = numbers(colour).map((part) =>
    part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
function ground(element) {
  const { backgroundColor } = getComputedStyle(element);
  const isClear = numbers(backgroundColor)[3] === 0;
  return isClear ? (element.parentElement ? ground(element.parentElement) : "rgb(255, 255, 255)")
    : backgroundColor;
}

// axe does not decide on text that is drawn: WCAG 2.2, success criterion 1.4.3.
function tooFaint(text) {
  const pair = [luminance(getComputedStyle(text).fill), luminance(ground(text))];
  return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05) < 4.5;
}

const textOf = (id) => document.getElementById(id)?.textContent.trim();
function isNamed(element) {
  const named = (element.getAttribute("aria-labelledby") ?? "").split(" ").some(textOf);
  return element.hasAttribute("role") && (named || element.ariaLabel?.trim());
}
const OF_COLOURS = {
  "drawn-text-contrast": (texts) => texts.filter((each) => each.ownerSVGElement && tooFaint(each)),
};
const OF_ORDER = {
  "scroll-region-name": () =>
    [...document.querySelectorAll("div[tabindex='0']")].filter((each) => !isNamed(each)),
  "table-header": () => [...document.querySelectorAll("table")].filter(
    (each) => !each.caption?.textContent.trim() || !each.querySelector("thead th[scope=col]")),
};
const ownFind = (rules, texts) => Object.entries(rules).map(([rule, of]) => [rule, of(texts)])
  .filter(([, all]) => all.length)
  .map(([rule, all]) => [rule, `${all.length}, first ${cut(all[0].outerHTML)}`]);

async function axeFinds(context, options) {
  const { violations, incomplete } = await axe.run(context,
    { ...options, resultTypes: ["violations", "incomplete"] });
  return [...violations, ...incomplete].map(({ id, help, nodes }) =>
    [id, `${help}: ${nodes.length}, first ${cut(nodes[0].html)}; ${cut(nodes[0].failureSummary)}`]);
}

// axe judges neither pictures nor what is scrolled away: the covers of a table that scrolls are of
// the ground's colour, and on a page as wide as that nothing needs to scroll.
async function inColours() {
  const plain = document.createElement("style");
  plain.textContent = ".table { background: none !important; } body { width: 500rem; }";
  document.head.append(plain);
  const texts = alike(), include = texts.filter((each) => !each.ownerSVGElement);
  const found = await axeFinds({ include }, { runOnly: { type: "rule", values: [CONTRAST] } });
  plain.remove();
  return [...found, ...ownFind(OF_COLOURS, texts)];
}

async function inOrder() {
  const rules = { ...FURTHER, [CONTRAST]: { enabled: false } };
  const found = await axeFinds(document, { runOnly: { type: "tag", values: TAGS }, rules });
  return [...found, ...ownFind(OF_ORDER)];
}

globalThis.look = {
  // Each rule that is broken, or undecided, and the first element that breaks it.
  async faults(ofColoursOnly) {
    document.querySelectorAll("details").forEach((each) => { each.open = true; });
    const found = ofColoursOnly ? [] : await inOrder();
    return Object.fromEntries([...found, ...await inColours()]);
  },
  // What the dark theme changes besides colours, and it should be nothing.
  themed: () => [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
    .filter((rule) => rule.conditionText?.includes("prefers-color-scheme"))
    .flatMap((rule) => [...rule.cssRules])
    .flatMap((rule) => [...rule.style].map((name) => [name, rule.style.getPropertyValue(name)]))
    .filter(([name, value]) => !name.startsWith("--") || !CSS.supports("color", value)),
};
