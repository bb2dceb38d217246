import {colours, onTheme} from './chart.js';
import {element} from './elements.js';
import * as format from './format.js';
import {Scale, timeText, timeTicks} from './scale.js';

const BELOW = 24;
const FEWEST = 12;
const PANE = 0.2;
const VOLUME = 0.18;
const WIDEST = 14;

/**
 * Candles on a canvas, with lines over them and panes of other values below. All of it is drawn anew with each change, which takes a
 * millisecond or two, and at most once a frame.
 */
export class Plot {
  /** @param told which candle the crosshair is at, or null; and moved, when a hand chose another part */
  constructor(container, {pointed, moved}) {
    this.container = container;
    this.canvas = container.appendChild(element('canvas'));
    this.context = this.canvas.getContext('2d');
    this.pointed = pointed;
    this.moved = moved;
    this.scene = {candles: [], lines: [], panes: [], kind: 'linear'};
    this.count = 120;
    /** So many candles are hidden on the right; none, and the chart follows the market. */
    this.back = 0;
    /** Where the crosshair is, in pixels. */
    this.cross = null;
    this.frames = 0;
    this.listen();
    new ResizeObserver(() => this.resize()).observe(container);
    onTheme(() => this.recolour());
  }

  /**
   * @param scene candles; lines, each with colour and values, perhaps with base, to be compared in percent; bands between two lines; panes, each with
   * name, lines, perhaps bars, levels and range; kind of the scale: linear, log or percent
   */
  show(scene) {
    const last = this.scene.candles[this.scene.candles.length - 1];
    if (this.back > 0 && last) {
      const now = scene.candles.findLastIndex(candle => candle[0] === last[0]);
      this.back = now < 0 ? 0 : this.back + scene.candles.length - 1 - now;
    }
    this.scene = scene;
    this.draw();
  }

  /** @param count of the last candles */
  showLast(count) {
    this.count = count;
    this.back = 0;
    this.draw();
  }

  draw() {
    if (!this.due) {
      this.due = true;
      requestAnimationFrame(() => {
        this.due = false;
        this.paint();
      });
    }
  }

  recolour() {
    this.colour = colours();
    this.font = getComputedStyle(document.body).fontFamily;
    this.draw();
  }

  resize() {
    const sharp = devicePixelRatio || 1;
    this.width = this.container.clientWidth;
    this.height = this.container.clientHeight;
    this.canvas.width = Math.round(this.width * sharp);
    this.canvas.height = Math.round(this.height * sharp);
    this.context.setTransform(sharp, 0, 0, sharp, 0, 0);
    this.paint();
  }

  paint() {
    if (!this.width || !this.colour) {
      return;
    }
    this.frames++;
    this.context.clearRect(0, 0, this.width, this.height);
    this.context.font = `12px ${this.font}`;
    this.context.textBaseline = 'middle';
    if (this.scene.candles.length === 0) {
      this.pointed(null);
      return;
    }
    this.range();
    this.layOut();
    this.panes.forEach(pane => this.grid(pane));
    this.times();
    this.inside(this.panes[0], () => this.prices(this.panes[0]));
    this.panes.slice(1).forEach(pane => this.inside(pane, () => this.values(pane)));
    this.lastPrice(this.panes[0]);
    this.crosshair();
  }

  /** Which candles are to be seen. */
  range() {
    const all = this.scene.candles.length;
    this.shown = Math.max(FEWEST, Math.min(this.count, all));
    this.back = Math.max(0, Math.min(this.back, all - this.shown));
    this.start = all - this.back - this.shown;
    this.from = Math.max(0, Math.floor(this.start));
    this.to = Math.max(0, Math.min(all, Math.ceil(this.start + this.shown)));
  }

  layOut() {
    const height = this.height - BELOW;
    const small = Math.min(110, height * PANE);
    const panes = this.scene.panes;
    const first = {height: height - small * panes.length, top: 0};
    first.scale = this.priceScale(first);
    this.panes = [first, ...panes.map((pane, i) => {
      const top = first.height + small * i;
      const [low, high] = pane.range ?? this.extent([...pane.lines, ...(pane.bars ? [{values: pane.bars}] : [])].map(line => line.values));
      return {...pane, top, height: small, scale: new Scale('linear', low, high, top + 18, small - 22)};
    })];
    this.panes.forEach(pane => {
      pane.ticks = pane.levels ? pane.levels.map(value => ({value, text: String(value)})) : pane.scale.ticks();
    });
    const widest = Math.max(30, ...this.panes.flatMap(pane => pane.ticks.map(tick => this.context.measureText(tick.text).width)), this.context.measureText(this.lastText()).width);
    this.right = this.width - Math.ceil(widest) - 14;
    this.slot = this.right / this.shown;
  }

  priceScale({height, top}) {
    const {candles, lines} = this.scene;
    this.kind = this.scene.kind;
    const seen = candles.slice(this.from, this.to).filter(candle => candle[0]);
    if (this.kind === 'log' && seen.some(candle => candle[3] <= 0)) {
      this.kind = 'linear';
    }
    this.base = this.kind === 'percent' ? this.firstOf(candles.map(candle => candle[4])) : null;
    const share = this.relative(this.base);
    const [low, high] = this.extent([
      candles.map(candle => candle[3] === null ? null : share(candle[3])), candles.map(candle => candle[2] === null ? null : share(candle[2])),
      ...lines.map(line => line.values.map(this.relativeOf(line)))
    ], this.kind === 'log');
    this.hasVolume = seen.some(candle => candle[5] > 0);
    return new Scale(this.kind, low, high, top, height, {above: 0.1, below: this.hasVolume ? VOLUME + 0.02 : 0.06});
  }

  firstOf(values) {
    return values.slice(this.from, this.to).find(value => value !== null && value !== 0) ?? 1;
  }

  /** In percent all that is compared begins at nothing with the first candle that is seen. */
  relative(base) {
    return base === null ? value => value : value => value === null ? null : 100 * (value / base - 1);
  }

  relativeOf(line) {
    return this.relative(this.base === null ? null : line.compared ? this.firstOf(line.values) : this.base);
  }

  extent(series, positive = false) {
    let low = Infinity;
    let high = -Infinity;
    for (const values of series) {
      for (let i = this.from; i < this.to; i++) {
        const value = values[i];
        if (value !== null && value !== undefined && (!positive || value > 0)) {
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
    }
    return low > high ? [1, 2] : [low, high];
  }

  x(i) {
    return (i - this.start + 0.5) * this.slot;
  }

  grid(pane) {
    const {context, colour} = this;
    context.strokeStyle = colour.line;
    context.lineWidth = 1;
    if (pane.top > 0) {
      this.level(pane.top, this.width);
    }
    context.fillStyle = colour.quiet;
    context.textAlign = 'left';
    for (const {value, text} of pane.ticks) {
      const y = pane.scale.y(value);
      if (y > pane.top + 6 && y < pane.top + pane.height - 4) {
        context.globalAlpha = 0.6;
        this.level(y, this.right);
        context.globalAlpha = 1;
        context.fillText(text, this.right + 7, y);
      }
    }
  }

  level(y, right) {
    this.context.beginPath();
    this.context.moveTo(0, Math.round(y) + 0.5);
    this.context.lineTo(right, Math.round(y) + 0.5);
    this.context.stroke();
  }

  upright(x, bottom) {
    this.context.beginPath();
    this.context.moveTo(Math.round(x) + 0.5, 0);
    this.context.lineTo(Math.round(x) + 0.5, bottom);
    this.context.stroke();
  }

  times() {
    const {context, colour} = this;
    const bottom = this.height - BELOW;
    context.textAlign = 'center';
    context.strokeStyle = colour.line;
    this.level(bottom, this.width);
    for (const [i, text] of timeTicks(this.scene.candles.map(candle => candle[0]), this.from, this.to, this.slot)) {
      const x = this.x(i);
      if (x > 20 && x < this.right - 16) {
        context.globalAlpha = 0.6;
        this.upright(x, bottom);
        context.globalAlpha = 1;
        context.fillStyle = colour.quiet;
        context.fillText(text, x, bottom + 13);
      }
    }
  }

  inside(pane, draw) {
    this.context.save();
    this.context.beginPath();
    this.context.rect(0, pane.top, this.right, pane.height);
    this.context.clip();
    draw();
    this.context.restore();
  }

  prices(pane) {
    this.volumes(pane);
    this.gaps(pane);
    (this.scene.bands ?? []).forEach(band => this.band(band, pane.scale));
    const share = this.relative(this.base);
    this.candles(value => pane.scale.y(share(value)));
    for (const line of this.scene.lines) {
      const relative = this.relativeOf(line);
      this.line(line, value => pane.scale.y(relative(value)));
    }
  }

  volumes(pane) {
    if (!this.hasVolume) {
      return;
    }
    const {candles} = this.scene;
    const [, most] = this.extent([candles.map(candle => candle[5])]);
    const width = Math.max(1, Math.min(WIDEST, this.slot * 0.7));
    this.context.globalAlpha = 0.28;
    for (let i = this.from; i < this.to; i++) {
      const [, open, , , close, volume] = candles[i];
      if (volume > 0) {
        const height = volume / most * pane.height * VOLUME;
        this.context.fillStyle = close < open ? this.colour.down : this.colour.up;
        this.context.fillRect(this.x(i) - width / 2, pane.top + pane.height - height, width, height);
      }
    }
    this.context.globalAlpha = 1;
  }

  /** Where something was left out, a dotted line says so. */
  gaps(pane) {
    this.dotted(this.colour.quiet, [2, 4], () => {
      for (let i = this.from; i < this.to; i++) {
        if (!this.scene.candles[i][0]) {
          this.upright(this.x(i), pane.top + pane.height);
        }
      }
    });
  }

  dotted(colour, dashes, draw) {
    this.context.strokeStyle = colour;
    this.context.lineWidth = 1;
    this.context.setLineDash(dashes);
    draw();
    this.context.setLineDash([]);
  }

  /** One that rose is hollow, one that fell is full, so that the colour is not needed. */
  candles(y) {
    const {context, colour} = this;
    const width = Math.round(Math.min(WIDEST, this.slot * 0.68));
    context.lineWidth = 1;
    for (let i = this.from; i < this.to; i++) {
      const [time, open, high, low, close] = this.scene.candles[i];
      if (!time) {
        continue;
      }
      const falls = close < open;
      const x = Math.round(this.x(i)) + 0.5;
      const top = Math.round(y(Math.max(open, close))) + 0.5;
      const height = Math.max(1, Math.round(y(Math.min(open, close)) - top));
      context.strokeStyle = falls ? colour.down : colour.up;
      context.beginPath();
      context.moveTo(x, y(high));
      context.lineTo(x, width < 3 ? y(low) : top);
      context.moveTo(x, top + height);
      context.lineTo(x, y(low));
      context.stroke();
      if (width >= 3) {
        context.fillStyle = falls ? colour.down : colour.surface;
        const left = x - Math.floor(width / 2);
        context.fillRect(left, top, Math.floor(width / 2) * 2, height);
        context.strokeRect(left, top, Math.floor(width / 2) * 2, height);
      }
    }
  }

  line({values, colour, dashes}, y) {
    const {context} = this;
    context.strokeStyle = colour;
    context.lineWidth = 1.6;
    context.lineJoin = 'round';
    context.setLineDash(dashes ?? []);
    context.beginPath();
    let drawing = false;
    for (let i = Math.max(0, this.from - 1); i < Math.min(values.length, this.to + 1); i++) {
      if (values[i] === null) {
        drawing = false;
      } else {
        context[drawing ? 'lineTo' : 'moveTo'](this.x(i), y(values[i]));
        drawing = true;
      }
    }
    context.stroke();
    context.setLineDash([]);
  }

  /** What is between two lines, run by run. */
  band({upper, lower, colour}, scale) {
    const {context} = this;
    const share = this.relative(this.base);
    context.fillStyle = colour;
    context.globalAlpha = 0.1;
    for (let from = this.from; from < this.to; from++) {
      let to = from;
      while (to < this.to && upper[to] !== null) {
        to++;
      }
      if (to > from) {
        context.beginPath();
        for (let i = from; i < to; i++) {
          context.lineTo(this.x(i), scale.y(share(upper[i])));
        }
        for (let i = to - 1; i >= from; i--) {
          context.lineTo(this.x(i), scale.y(share(lower[i])));
        }
        context.fill();
        from = to;
      }
    }
    context.globalAlpha = 1;
  }

  values(pane) {
    const {context, colour} = this;
    const y = value => pane.scale.y(value);
    if (pane.bars) {
      const width = Math.max(1, Math.min(WIDEST, this.slot * 0.6));
      for (let i = this.from; i < this.to; i++) {
        const value = pane.bars[i];
        if (value !== null) {
          context.globalAlpha = 0.5;
          context.fillStyle = value < 0 ? colour.down : colour.up;
          context.fillRect(this.x(i) - width / 2, Math.min(y(0), y(value)), width, Math.abs(y(0) - y(value)));
        }
      }
      context.globalAlpha = 1;
    }
    pane.lines.forEach(line => this.line(line, y));
    this.name(pane);
  }

  /** With the values at the crosshair, or the last ones. */
  name({name, lines, top}) {
    const {context, colour} = this;
    const i = this.crossed() ?? this.scene.candles.length - 1;
    context.textAlign = 'left';
    let left = 8;
    for (const [text, ink] of [[name, colour.quiet], ...lines.map(line => [format.price(line.values[i]), line.colour])]) {
      context.fillStyle = ink;
      context.fillText(text, left, top + 12);
      left += context.measureText(text).width + 8;
    }
  }

  last() {
    return this.scene.candles.findLast(candle => candle[0]);
  }

  lastText() {
    const last = this.last();
    return !last ? '' : this.base === null ? format.price(last[4]) : format.percent(this.relative(this.base)(last[4]));
  }

  lastPrice(pane) {
    const last = this.last();
    if (!last) {
      return;
    }
    const colour = last[4] < last[1] ? this.colour.down : this.colour.up;
    const y = pane.scale.y(this.relative(this.base)(last[4]));
    if (y > pane.top && y < pane.top + pane.height) {
      this.dotted(colour, [1, 3], () => this.level(y, this.right));
      this.label(this.lastText(), y, colour);
    }
  }

  /** On the right axis, or below at x. */
  label(text, y, colour, x = null) {
    const {context} = this;
    const width = context.measureText(text).width;
    const left = x === null ? this.right + 1 : Math.max(0, Math.min(this.right - width - 12, x - width / 2 - 6));
    context.fillStyle = colour;
    context.fillRect(left, y - 10, x === null ? this.width - left : width + 12, 20);
    context.fillStyle = this.colour.surface;
    context.textAlign = 'left';
    context.fillText(text, left + 6, y + 0.5);
  }

  /** It stays where the pointer is, whatever moves behind it. */
  crosshair() {
    const i = this.crossed();
    this.pointed(i);
    if (i === null) {
      return;
    }
    const {y} = this.cross;
    this.dotted(this.colour.quiet, [4, 3], () => {
      this.upright(this.x(i), this.height - BELOW);
      if (y !== null) {
        this.level(y, this.right);
      }
    });
    const pane = y === null ? null : this.panes.find(each => y >= each.top && y < each.top + each.height);
    if (pane) {
      this.label(pane.scale.text(pane.scale.at(y)), y, this.colour.text);
    }
    this.label(timeText(this.scene.candles[i][0]), this.height - BELOW + 12, this.colour.text, this.x(i));
  }

  /** The candle at the crosshair, or null. */
  crossed() {
    const i = this.cross === null ? -1 : Math.round(this.cross.x / this.slot + this.start - 0.5);
    return this.scene.candles[i]?.[0] && i >= this.from && i < this.to ? i : null;
  }

  listen() {
    const fingers = new Map();
    const at = event => ({x: event.offsetX, y: event.offsetY});
    this.canvas.addEventListener('pointerdown', event => {
      fingers.set(event.pointerId, at(event));
      this.canvas.setPointerCapture(event.pointerId);
      this.aim(event.pointerType === 'mouse' ? this.cross : at(event));
    });
    this.canvas.addEventListener('pointermove', event => {
      const before = fingers.get(event.pointerId);
      if (!before) {
        this.aim(at(event));
      } else if (fingers.size === 2) {
        const other = [...fingers].find(([id]) => id !== event.pointerId)[1];
        this.zoom(Math.abs(before.x - other.x) / Math.max(8, Math.abs(event.offsetX - other.x)), this.right);
      } else {
        this.pan((event.offsetX - before.x) / this.slot);
        this.aim(event.pointerType === 'mouse' ? at(event) : null);
      }
      if (before) {
        fingers.set(event.pointerId, at(event));
      }
    });
    for (const end of ['pointerup', 'pointercancel']) {
      this.canvas.addEventListener(end, event => fingers.delete(event.pointerId));
    }
    this.canvas.addEventListener('pointerleave', event => event.pointerType === 'mouse' && this.aim(null));
    // the wheel alone scrolls the page
    this.canvas.addEventListener('wheel', event => {
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        this.zoom(Math.exp(event.deltaY / 300), event.offsetX);
      } else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        event.preventDefault();
        this.pan(-event.deltaX / this.slot);
      }
    }, {passive: false});
    this.container.addEventListener('keydown', event => {
      const act = KEYS[event.key];
      if (act && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        act(this);
      }
    });
    this.container.addEventListener('blur', () => this.aim(null));
  }

  /** @param cross y is null where no height is meant, as with keys */
  aim(cross) {
    this.cross = cross;
    this.draw();
  }

  pan(candles) {
    if (candles !== 0 && this.slot > 0) {
      this.back += candles;
      this.moved();
      this.draw();
    }
  }

  /** About the candle at x, which stays where it is. */
  zoom(factor, x) {
    if (!(this.slot > 0 && this.shown > 0)) {
      return;
    }
    const all = this.scene.candles.length;
    const fixed = x / this.slot;
    const count = Math.max(FEWEST, Math.min(all, this.shown * factor));
    this.back = Math.max(0, this.back + (this.shown - count) * (1 - fixed / this.shown));
    this.count = count;
    this.moved();
    this.draw();
  }

  /** The crosshair, candle by candle. */
  step(candles) {
    const i = this.cross === null ? this.to - 1 : Math.round(this.cross.x / this.slot + this.start - 0.5) + candles;
    if (i < this.from || i >= this.to) {
      this.pan(-candles);
    } else {
      this.aim({x: this.x(i), y: null});
    }
  }
}

const KEYS = {
  ArrowLeft: plot => plot.step(-1), ArrowRight: plot => plot.step(1), Home: plot => plot.pan(Infinity), End: plot => plot.pan(-Infinity),
  '+': plot => plot.zoom(0.8, plot.right), '-': plot => plot.zoom(1.25, plot.right), Escape: plot => plot.aim(null)
};
