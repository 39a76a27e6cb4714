// Draws the figures as bars, one panel for each section. The shortest bar is the best. The colours are
// readable in light and in dark mode.
import { digits, OWN } from "./report.js";

const WIDTH = 760;
const LABEL_WIDTH = 230;
const BAR_WIDTH = WIDTH - LABEL_WIDTH - 80;
const LINE = 22;
const HEAD = 34;

const STYLE = `
text { font: 13px system-ui, sans-serif; fill: #1f2328 }
.title { font-weight: 600 }
.bar { fill: #9aa4af }
.own { fill: #0a7d55 }
@media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .bar { fill: #59636e } .own { fill: #3fb68b } }
`;

/** @param {import("./report.js").Section[]} sections */
export function toSvg(sections) {
  let top = 8;
  const panels = sections.map((section) => {
    const panel = drawPanel(section, top);
    top += HEAD + section.rows.length * LINE + 12;
    return panel;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top}" width="${WIDTH}" height="${top}" role="img">`,
    `<title>odeus-integrations beside other clients; shorter is better</title>`,
    `<style>${STYLE}</style>`,
    ...panels,
    "</svg>\n",
  ].join("\n");
}

/**
 * @param {import("./report.js").Section} section
 * @param {number} top
 */
function drawPanel({ title, unit, rows }, top) {
  const longest = Math.max(...rows.map(({ value }) => value));
  const bars = rows.map(({ name, value }, index) => {
    const y = top + HEAD + index * LINE;
    const width = Math.max(1, (BAR_WIDTH * value) / longest).toFixed(1);
    const kind = name.startsWith(OWN) ? "own" : "bar";
    return [
      `<text x="${LABEL_WIDTH - 8}" y="${y + 12}" text-anchor="end">${escapeText(name)}</text>`,
      `<rect class="${kind}" x="${LABEL_WIDTH}" y="${y}" width="${width}" height="15" rx="2"/>`,
      `<text x="${LABEL_WIDTH + Number(width) + 6}" y="${y + 12}">${digits(value)}</text>`,
    ].join("\n");
  });
  const heading = escapeText(`${title.replaceAll("`", "")}, ${unit}`);
  return `<text class="title" x="8" y="${top + 18}">${heading}</text>\n${bars.join("\n")}`;
}

/** @param {string} text */
function escapeText(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
