/** The part of Python's syntax that a config module is written in. */
import type { Range } from '../tree';

interface At {
  range: Range;
}

export type Expr = At &
  (
    | { kind: 'number' | 'name'; text: string }
    | { kind: 'string'; value: string }
    /** Pieces in order; null where a format specification or conversion makes the text unknown. */
    | { kind: 'fstring'; parts: (string | Expr | null)[] }
    | { kind: 'constant'; value: null | boolean }
    | { kind: 'attribute'; of: Expr; name: string }
    | { kind: 'subscript'; of: Expr; index: Expr }
    | { kind: 'call'; callee: Expr; args: Expr[]; keywords: Map<string, Expr> }
    | { kind: 'list' | 'tuple' | 'set'; items: Expr[] }
    | { kind: 'dict'; entries: [Expr, Expr][] }
    | { kind: 'unary'; op: string; operand: Expr }
    | { kind: 'binary'; op: string; left: Expr; right: Expr }
    | { kind: 'compare'; first: Expr; rest: [string, Expr][] }
    | { kind: 'conditional'; test: Expr; then: Expr; otherwise: Expr }
    | { kind: 'lambda'; body: Expr; plain: boolean }
    /** Comprehensions, unpacking, anything that needs running; `display` when it stands in [] or {}. */
    | { kind: 'unknown'; display?: boolean }
  );

export interface ImportedName {
  /** `*` for a star import. */
  name: string;
  as: string;
  module: string;
  /** Dots before a relative module. */
  level: number;
}

export type Statement = At &
  (
    | { kind: 'assign'; name: string; nameRange: Range; annotation: string | null; value: Expr | null; op: string }
    | { kind: 'import'; names: ImportedName[] }
    | { kind: 'if'; branches: { test: Expr | null; body: Statement[] }[] }
    | { kind: 'class'; name: string; nameRange: Range; bases: Expr[]; decorators: Expr[]; body: Statement[] }
    | { kind: 'def'; name: string }
    /** Loops, `try`, `with`: what their bodies bind is not known. */
    | { kind: 'block'; binds: string[]; body: Statement[]; runs: boolean }
    | { kind: 'expression'; value: Expr }
    | { kind: 'other'; binds: string[] }
    | { kind: 'broken' }
  );
