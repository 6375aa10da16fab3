// Runs in a page that shows one SVG: what is drawn, in the order in which it is drawn, with boxes as the browser sees them.
const root = document.documentElement;
const toPage = root.getScreenCTM().inverse();

// The box of an element in units of the viewBox, which are points.
function pageBox(element) {
  const box = element.getBBox();
  const matrix = toPage.multiply(element.getScreenCTM());
  const corners = [[box.x, box.y], [box.x + box.width, box.y], [box.x, box.y + box.height],
                   [box.x + box.width, box.y + box.height]].map(([x, y]) => new DOMPoint(x, y).matrixTransform(matrix));
  const xs = corners.map((corner) => corner.x);
  const ys = corners.map((corner) => corner.y);
  return {x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys)};
}

function groupOf(element) {
  let group = element.closest("g[data-event],g[data-entity],g[data-relation]");
  const near = element.closest("g") || root;
  group = group || near;
  return {
    id: near.id || "",
    classes: (group.getAttribute("class") || "").split(/\s+/),
    key: group.dataset.event || group.dataset.entity || group.dataset.relation || near.id || "",
    event: group.dataset.event || "",
  };
}

// Points along an outline, in page units, for lines that pass under or over a text.
function outline(element) {
  const matrix = toPage.multiply(element.getScreenCTM());
  const length = element.getTotalLength();
  const step = Math.max(1.5, length / 800);
  const points = [];
  for (let at = 0; at <= length; at += step) {
    const point = element.getPointAtLength(at).matrixTransform(matrix);
    points.push([point.x, point.y]);
  }
  return points;
}

// A shape whatever its size: its corners in quarters of its box.
function form(element) {
  if (element.tagName !== "polygon") {
    return element.tagName;
  }
  const box = element.getBBox();
  const corners = [...element.points].map((point) => [
    Math.round((4 * (point.x - box.x)) / (box.width || 1)), Math.round((4 * (point.y - box.y)) / (box.height || 1))].join());
  return [...new Set(corners)].sort().join(" ");
}

const SHAPES = "polygon,polyline,path,ellipse,rect,circle,text";
const elements = [...root.querySelectorAll(SHAPES)].filter((element) => !element.closest("defs,marker,clipPath"));

// What lies under a point for an element: the fill of the last closed shape before it, none of its own group.
function under(index, x, y, group) {
  for (let i = index - 1; i >= 0; i--) {
    const element = elements[i];
    if (element.tagName === "text" || element.tagName === "polyline" || (group && element.parentNode === group)) {
      continue;
    }
    const fill = getComputedStyle(element).fill;
    if (fill === "none" || fill === "rgba(0, 0, 0, 0)") {
      continue;
    }
    const inverse = toPage.multiply(element.getScreenCTM()).inverse();
    if (element.isPointInFill(new DOMPoint(x, y).matrixTransform(inverse))) {
      return {fill, index: i};
    }
  }
  return {fill: "rgb(255, 255, 255)", index: -1};
}

return {
  page: (root.getAttribute("viewBox") || "").split(/[ ,]+/).map(Number),
  ids: [...root.querySelectorAll("[id]")].map((element) => element.id),
  role: root.getAttribute("role"),
  title: (root.querySelector(":scope > title") || {}).textContent || "",
  items: elements.map((element, index) => {
    const style = getComputedStyle(element);
    const item = {
      tag: element.tagName,
      box: pageBox(element),
      group: groupOf(element),
      fill: style.fill,
      stroke: style.stroke,
      dash: style.strokeDasharray,
      width: parseFloat(style.strokeWidth),
      form: form(element),
    };
    const {x0, y0, x1, y1} = item.box;
    if (element.tagName === "text") {
      item.text = element.textContent;
      item.size = parseFloat(element.getAttribute("font-size") || style.fontSize);
      item.under = [0.1, 0.5, 0.9].map((part) => under(index, x0 + part * (x1 - x0), (y0 + y1) / 2, null));
    } else {
      item.under = [[x0 - 1, (y0 + y1) / 2], [x1 + 1, (y0 + y1) / 2], [(x0 + x1) / 2, y0 - 1], [(x0 + x1) / 2, y1 + 1]].map(
        ([x, y]) => under(index, x, y, element.parentNode));
      item.inside = under(index, (x0 + x1) / 2, (y0 + y1) / 2, element.parentNode).index;
      item.outline = element.tagName === "path" && style.fill === "none" ? outline(element) : null;
    }
    return item;
  }),
};
