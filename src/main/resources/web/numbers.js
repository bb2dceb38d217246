/** Digits in groups of three, and perhaps decimals behind another mark. */
const GROUPED = /^([1-9]\d{0,2}(?:([.,'’\s])\d{3})(?:\2\d{3})*)(?:(?!\2)[.,](\d+))?$/;
const PLAIN = /^(\d+)()(?:[.,](\d+))?$/;
const EITHER = /^([1-9]\d{0,2})[.,](\d{3})$/;

/**
 * A number as people write it in English or German: 1,234.5 or 1.234,5 or 1 234,5. What both read, but each as another number, is refused; what
 * is no number is left as it is, for the server to say so.
 *
 * @returns a number, or the text
 * @throws RangeError with a sentence
 */
export function read(text) {
  const trimmed = text.trim();
  const [either, thousands, rest] = EITHER.exec(trimmed) ?? [];
  if (either) {
    throw new RangeError(`${either} may be ${thousands}${rest}, or ${Number(`${thousands}.${rest}`)}: write ${thousands}${rest}, or ${either}0`);
  }
  const [, whole, , decimals] = GROUPED.exec(trimmed) ?? PLAIN.exec(trimmed) ?? [];
  return whole === undefined ? trimmed : Number(`${whole.replace(/\D/g, '')}.${decimals ?? 0}`);
}

/** 0,5d is half a day in German. */
export const readSpeed = text => text.trim().replace(/^(\d+),(\d+)(?= ?[smhdw]$)/, '$1.$2');
