import * as l10n from '../l10n';

/** `8 s`, `3 min 5 s`, `2 h 4 min`, `3 d 2 h`: two units at most, so that columns stay narrow. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const days = Math.floor(whole / 86_400);
  const hours = Math.floor((whole % 86_400) / 3_600);
  const minutes = Math.floor((whole % 3_600) / 60);
  if (days > 0) return l10n.t('{0} d {1} h', days, hours);
  if (hours > 0) return l10n.t('{0} h {1} min', hours, minutes);
  if (minutes > 0) return l10n.t('{0} min {1} s', minutes, whole % 60);
  return l10n.t('{0} s', whole);
}

/** Local clock time of an epoch second; with the date when it is not today. */
export function clock(seconds: number, now: number): string {
  const then = new Date(seconds * 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const time = `${two(then.getHours())}:${two(then.getMinutes())}`;
  if (then.toDateString() === new Date(now * 1000).toDateString()) return time;
  return `${then.getFullYear()}-${two(then.getMonth() + 1)}-${two(then.getDate())} ${time}`;
}

/** Seconds that something took so far, null before it started. */
export const elapsed = (part: { startedAt: number | null; endedAt: number | null }, now: number): number | null =>
  part.startedAt === null ? null : (part.endedAt ?? now) - part.startedAt;
