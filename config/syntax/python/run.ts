/** A module read from top to bottom: what its names stand for at the end, and the classes with their fields. */
import type { ConfigNode } from '../tree';
import type { Expr, Statement } from './ast';
import { dotted } from './calls';
import { type Environment, Evaluator, type Unresolved } from './evaluate';
import { parseModule } from './module';
import { truth } from './nodes';
import { type Binding, type ClassDefinition, type FieldDefinition, Scope } from './scope';

export interface PythonModule {
  scope: Scope;
  /** In the order of the file. */
  classes: ClassDefinition[];
  /** Names that are read before anything binds them. */
  unresolved: Unresolved[];
  statements: Statement[];
}

/**
 * @param fileName the module's file, for `__file__`
 * @param environment variables that are known to be set; any other is taken as not set
 */
export function readModule(text: string, fileName: string, environment: Environment = new Map()): PythonModule {
  const statements = parseModule(text);
  const evaluator = new Evaluator(text, fileName, environment);
  const runner = new Runner(evaluator);
  const scope = new Scope();
  runner.run(statements, scope);
  return { scope, classes: runner.classes, unresolved: evaluator.unresolved, statements };
}

class Runner {
  readonly classes: ClassDefinition[] = [];
  /** The class whose body is being read. */
  private current: ClassDefinition | null = null;

  constructor(private readonly evaluator: Evaluator) {}

  run(statements: readonly Statement[], scope: Scope): void {
    for (const statement of statements) this.step(statement, scope);
  }

  private step(statement: Statement, scope: Scope): void {
    switch (statement.kind) {
      case 'assign':
        return this.assign(statement, scope);
      case 'import':
        for (const imported of statement.names) {
          if (imported.name === '*') scope.stars.push(imported);
          else scope.names.set(imported.as, { at: statement.range, node: null, imported });
        }
        return;
      case 'def':
        if (this.current && statement.name === '__init__') this.current.ownInit = true;
        return bindUnknown(scope, [statement.name], statement);
      case 'class':
        return this.define(statement, scope);
      case 'if':
        return this.choose(statement, scope);
      case 'block':
        bindUnknown(scope, statement.binds, statement);
        if (statement.runs) return this.run(statement.body, scope);
        return this.forget(statement.body, scope);
      case 'other':
        return bindUnknown(scope, statement.binds, statement);
      case 'broken':
        if (this.current) this.current.broken = true;
        return;
      case 'expression':
        if (this.current && statement.value.kind !== 'string' && statement.value.kind !== 'unknown') this.current.broken = true;
        return;
    }
  }

  private assign(statement: Extract<Statement, { kind: 'assign' }>, scope: Scope): void {
    const { name, nameRange, annotation, op } = statement;
    const expression: Expr | null = statement.value && op !== '' ? { kind: 'binary', op, left: { kind: 'name', text: name, range: nameRange }, right: statement.value, range: statement.range } : statement.value;
    const value = expression && this.evaluator.evaluate(expression, scope);
    this.bind(scope, name, { at: nameRange, node: value }, { name, nameRange, annotation, value, expression });
  }

  private bind(scope: Scope, name: string, binding: Binding, field: FieldDefinition): void {
    if (binding.node) scope.names.set(name, binding);
    this.current?.fields.push(field);
  }

  private define(statement: Extract<Statement, { kind: 'class' }>, scope: Scope): void {
    const { name, nameRange, range, bases, decorators } = statement;
    const dataclass = decorators.some((decorator) => /(?:^|\.)dataclass$/.test(dotted(decorator.kind === 'call' ? decorator.callee : decorator) ?? ''));
    const outer = this.current;
    const made: ClassDefinition = { name, nameRange, range, bases, dataclass, ownInit: false, fields: [], broken: false };
    this.current = made;
    this.run(statement.body, new Scope(scope));
    this.current = outer;
    scope.names.set(name, { at: nameRange, node: null, class: made });
    if (!outer) this.classes.push(made);
  }

  private choose(statement: Extract<Statement, { kind: 'if' }>, scope: Scope): void {
    for (const [index, { test, body }] of statement.branches.entries()) {
      if (test && isMainGuard(test)) return;
      const holds = test === null ? true : truth(this.evaluator.evaluate(test, scope));
      if (holds === true) return this.run(body, scope);
      if (holds === null) {
        for (const branch of statement.branches.slice(index)) this.forget(branch.body, scope);
        return;
      }
    }
  }

  /** Statements that may or may not run: what they bind is not known. */
  private forget(statements: readonly Statement[], scope: Scope): void {
    for (const statement of statements) {
      if (statement.kind === 'assign') {
        const { name, nameRange, annotation, value: expression } = statement;
        const value: ConfigNode | null = expression && this.evaluator.make.unknown(expression);
        this.bind(scope, name, { at: nameRange, node: value }, { name, nameRange, annotation, value, expression });
      } else if (statement.kind === 'if') for (const { body } of statement.branches) this.forget(body, scope);
      else if (statement.kind === 'block') {
        bindUnknown(scope, statement.binds, statement);
        this.forget(statement.body, scope);
      } else this.step(statement, scope);
    }
  }
}

const isMainGuard = (test: Expr): boolean => test.kind === 'compare' && test.first.kind === 'name' && test.first.text === '__name__';

function bindUnknown(scope: Scope, names: readonly string[], at: Statement): void {
  for (const name of names) scope.names.set(name, { at: at.range, node: null });
}
