/** Names and what they stand for while a module is read from top to bottom. */
import type { ConfigNode, Range } from '../tree';
import type { Expr, ImportedName } from './ast';

export interface FieldDefinition {
  name: string;
  nameRange: Range;
  /** Null for a plain assignment, which is no dataclass field. */
  annotation: string | null;
  /** Null where only the annotation stands. */
  value: ConfigNode | null;
  /** The default as written. */
  expression: Expr | null;
}

export interface ClassDefinition {
  name: string;
  nameRange: Range;
  range: Range;
  bases: Expr[];
  /** Decorated with `@dataclass`. */
  dataclass: boolean;
  /** Has an `__init__` of its own, which may set anything. */
  ownInit: boolean;
  /** In order; a name may come twice. */
  fields: FieldDefinition[];
  /** A line of the body cannot be read: a field that seems absent may stand there. */
  broken: boolean;
}

export interface Binding {
  at: Range;
  /** Null for functions, modules and what is not known. */
  node: ConfigNode | null;
  class?: ClassDefinition;
  imported?: ImportedName;
}

export class Scope {
  readonly names = new Map<string, Binding>();
  /** `from x import *`: any name may be bound. */
  readonly stars: ImportedName[] = [];

  constructor(readonly parent: Scope | null = null) {}

  get(name: string): Binding | undefined {
    return this.names.get(name) ?? this.parent?.get(name);
  }

  get open(): boolean {
    return this.stars.length > 0 || (this.parent?.open ?? false);
  }
}
