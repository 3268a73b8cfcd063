/**
 * Values as the checks of a Python config class see them. Every question is answered `false` where the value is not
 * known, so a condition holds only when all of it is known.
 */
import type { RuleContext } from '../../check/context';
import { setting } from '../../check/settings';

export class PythonValues {
  constructor(private readonly context: RuleContext) {}

  /** The plain value; undefined where it is not known or this version has no such field. */
  of(path: string): unknown {
    return setting(this.context, path).value;
  }

  /** `if value:` */
  truthy(path: string): boolean {
    const value = this.of(path);
    return value !== undefined && isTruthy(value);
  }

  /** `if not value:` */
  falsy(path: string): boolean {
    const value = this.of(path);
    return value !== undefined && !isTruthy(value);
  }

  /** `value is None` */
  none(path: string): boolean {
    return this.of(path) === null;
  }

  /** `value is not None` */
  some(path: string): boolean {
    const value = this.of(path);
    return value !== undefined && value !== null;
  }

  /** A known value that is one of these. */
  is(path: string, ...values: unknown[]): boolean {
    const value = this.of(path);
    return value !== undefined && values.includes(value);
  }

  /** A known value that is none of these. */
  isNot(path: string, ...values: unknown[]): boolean {
    const value = this.of(path);
    return value !== undefined && !values.includes(value);
  }

  /** Python's numbers: booleans are 0 and 1. NaN, with which every comparison fails, where it is no known number. */
  number(path: string): number {
    const value = this.of(path);
    return typeof value === 'number' ? value : typeof value === 'boolean' ? Number(value) : Number.NaN;
  }

  text(path: string): string | null {
    const value = this.of(path);
    return typeof value === 'string' ? value : null;
  }
}

/** A value in a message; collections by their kind, for they may be long. */
export const shown = (value: unknown): string => (Array.isArray(value) ? 'a list' : typeof value === 'object' && value !== null ? 'a mapping' : typeof value === 'string' ? JSON.stringify(value) : String(value));

/** Python's `bool(value)` for what a config file can hold. */
export function isTruthy(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return Boolean(value) || (typeof value === 'number' && Number.isNaN(value));
}
