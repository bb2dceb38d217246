const themed = new Set();

/** A chart in an element: it keeps the element's size and is drawn anew when light becomes dark. Nothing moves on its own in it. */
export class Chart {
  constructor(container, draw) {
    this.drawn = echarts.init(container, null, {renderer: 'canvas'});
    this.redraw = () => draw(this.drawn, colours());
    new ResizeObserver(() => container.clientWidth > 0 && this.drawn.resize()).observe(container);
    themed.add(this.redraw);
  }
}

/** Called whenever light becomes dark. */
export function onTheme(redraw) {
  themed.add(redraw);
}

export function themeChanged() {
  themed.forEach(redraw => redraw());
}

/** The colours of page.css, as a canvas wants them. */
export function colours() {
  const probe = document.body.appendChild(document.createElement('span'));
  const colour = name => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const named = {
    text: colour('text'), quiet: colour('quiet'), line: colour('line'), surface: colour('surface'), up: colour('up'), down: colour('down'),
    palette: [1, 2, 3, 4, 5, 6, 7].map(i => colour(`series-${i}`)), cold: colour('cold'), middle: colour('middle'), hot: colour('hot')
  };
  probe.remove();
  return named;
}

/** What all charts have in common. */
export function base(colour) {
  return {
    animation: false,
    color: colour.palette,
    // a canvas does not inherit
    textStyle: {color: colour.text, fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12},
    tooltip: {
      confine: true, backgroundColor: colour.surface, borderColor: colour.line, textStyle: {color: colour.text, fontSize: 13}
    }
  };
}

export function axis(colour, more) {
  return {
    axisLine: {lineStyle: {color: colour.quiet}}, axisTick: {show: false}, axisLabel: {color: colour.quiet, hideOverlap: true, fontSize: 12},
    splitLine: {lineStyle: {color: colour.line}}, nameTextStyle: {color: colour.quiet}, ...more
  };
}

export function legend(colour, more) {
  return {
    type: 'scroll', textStyle: {color: colour.text, fontSize: 13}, inactiveColor: colour.quiet, pageTextStyle: {color: colour.text},
    pageIconColor: colour.text, ...more
  };
}
