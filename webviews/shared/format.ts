/** Numbers and times as people read them. An unknown value is a dash, and a small one is never rounded to zero. */
export const UNKNOWN = '–';
const GROUPED = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

const trim = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);
const scientific = (value: number, digits: number): string => {
  const [mantissa = '', exponent = ''] = value.toExponential(digits - 1).split('e');
  return `${trim(mantissa)}e${exponent.replace('+', '')}`;
};

export const formatCount = (value: number): string => GROUPED.format(value);

/** `1 tensor`, `1,204 tensors`. */
export const formatCounted = (count: number, noun: string): string => `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;

/** `digits` significant digits; scientific from 1e6 up and below 1e-3. */
export function formatValue(value: number, digits = 4): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-3) return scientific(value, digits);
  if (size >= 1000) return Number.isInteger(value) ? GROUPED.format(value) : trim(new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 }).format(value));
  return trim(value.toPrecision(digits));
}

/** As `formatValue`, with its trailing zeros, so that digits line up in a column. */
export function formatAligned(value: number, digits = 4): string {
  const size = Math.abs(value);
  return size >= 1e-3 && size < 1000 ? value.toPrecision(digits) : formatValue(value, digits);
}

/** Axis labels: as short as they can be without merging neighbours. */
export function formatTick(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e6) return `${trim((value / 1e6).toPrecision(3))}M`;
  if (size >= 1e4) return `${trim((value / 1e3).toPrecision(4))}k`;
  if (size >= 1e3) return GROUPED.format(value);
  if (size !== 0 && size < 1e-3) return scientific(value, 2);
  return trim(value.toPrecision(4));
}

/** `45 s`, `3 min 20 s`, `2 h 05 min`, `3 d 4 h`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return whole % 60 === 0 || minutes >= 10 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ${String(minutes % 60).padStart(2, '0')} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** An estimate, and called one. */
export const formatLeft = (seconds: number | null): string => (seconds === null ? '' : `about ${formatDuration(seconds)} left`);

/** How long ago `then` was (both epoch seconds). A host's clock may run ahead: the future is `just now`. */
export function formatAge(then: number, now: number): string {
  const age = now - then;
  if (age < 1.5) return 'just now';
  if (age < 60) return `${Math.floor(age)} s ago`;
  if (age < 3600) return `${Math.floor(age / 60)} min ago`;
  if (age < 86_400) return `${Math.floor(age / 3600)} h ago`;
  return `${Math.floor(age / 86_400)} d ago`;
}

export function formatSize(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? size : trim(size.toPrecision(3))} ${units[unit]}`;
}

/** A share in [0, 1] as percent. Only an exact 1 is 100 %, and only an exact 0 is 0. */
export function formatShare(share: number): string {
  if (share === 0) return '0 %';
  if (share === 1) return '100 %';
  const percent = share * 100;
  if (percent < 0.001) return `${scientific(percent, 2)} %`;
  if (percent > 99.99) return '> 99.99 %';
  return `${percent >= 10 ? percent.toFixed(2) : trim(percent.toPrecision(3))} %`;
}

/** A cosine near 1 says all in its distance from 1. */
export function formatCosine(cosine: number): string {
  const distance = 1 - cosine;
  if (distance === 0) return '1';
  if (Math.abs(distance) < 1e-3) return `1 ${distance < 0 ? '+' : '−'} ${scientific(Math.abs(distance), 2)}`;
  return cosine.toFixed(4);
}
