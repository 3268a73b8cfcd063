import { expect, test } from 'vitest';
import { environmentOf, MAX_SCRIPT, parseShell } from './script';

/** Words of the last command, unknown pieces as `?`, words that may be missing in brackets. */
function words(script: string): string[] {
  const command = parseShell(script).commands.at(-1);
  return (command?.words ?? []).map((word) => {
    const text = word.pieces.map((piece) => piece.text ?? '?').join('');
    return word.maybe ? `(${text})` : text;
  });
}

test('a variable from the environment is not known, its default is', () => {
  expect(words('run $HOME/x ${LR:-1e-6} "$1" ${2:-8}')).toEqual(['run', '?/x', '1e-6', '?', '8']);
});

test('what runs while the script runs is not known', () => {
  expect(words('N=$(nproc); run $N `date` a-$(hostname)')).toEqual(['run', '?', '?', 'a-?']);
});

test('behind a branch only what all branches agree on is known', () => {
  expect(words('A=1; B=1; if x; then A=2; B=1; fi; run $A $B')).toEqual(['run', '?', '1']);
  expect(words('if x; then A=1; else A=1; fi; run $A')).toEqual(['run', '1']);
  expect(words('if x; then A=1; else echo bad; exit 1; fi; run $A')).toEqual(['run', '1']);
  expect(words('A=1; x && A=2; run $A')).toEqual(['run', '?']);
});

test('what a branch adds to an array may be there', () => {
  expect(words('A=(a); if x; then A+=(b); fi; run "${A[@]}"')).toEqual(['run', 'a', '(b)']);
});

test('inside a branch its own values hold', () => {
  expect(words('A=1; if x; then A=2; run $A; fi')).toEqual(['run', '2']);
});

test('a loop forgets what it changes', () => {
  expect(words('A=1; B=1; for i in 1 2; do run $A $B $i; A=$i; done')).toEqual(['run', '?', '1', '?']);
});

test('another script may change every variable; an environment that is activated does not', () => {
  expect(words('A=1; source ./setup.sh; run $A')).toEqual(['run', '?']);
  expect(words('A=1; source venv/bin/activate; run $A')).toEqual(['run', '1']);
});

test('a function is read with the words of its only call', () => {
  expect(words('f() { run "$1" "$@"; }; f x y')).toEqual(['run', 'x', 'x', 'y']);
  expect(words('f() { run "$1"; }; f x; f y')).toEqual(['run', '?']);
});

test('the script\'s own arguments are told apart from words that are not known', () => {
  const [plain, unknown] = parseShell('run a "$@"\nrun a $MORE').commands;
  expect([plain?.takesArguments, plain?.open]).toEqual([true, false]);
  expect([unknown?.takesArguments, unknown?.open]).toEqual([false, true]);
});

test('a part of an array is any number of words, its length is one', () => {
  const [slice, length] = parseShell('A=(a b c)\nrun "${A[@]:1}" x\nrun "${#A[@]}"').commands;
  expect([slice?.open, slice?.words.length]).toEqual([true, 2]);
  expect([length?.open, length?.words.length]).toEqual([false, 2]);
});

test('several words in one variable stand where they are written', () => {
  const script = 'ARGS="--lr 1e-6"\nrun $ARGS';
  const places = parseShell(script).commands[0]?.words.slice(1).map(({ range }) => script.slice(range.start, range.end));
  expect(places).toEqual(['--lr', '1e-6']);
});

test('a command sees exported variables and those in front of it', () => {
  const [command] = parseShell('export A=1\nB=2\nexport B\nC=3\nunset A\nD=4 run').commands;
  const seen = command ? [...environmentOf(command)].map(([name, { text }]) => `${name}=${text}`) : [];
  expect(seen.toSorted()).toEqual(['B=2', 'D=4']);
});

test('definitions and uses of a variable have their places', () => {
  const script = 'LR=1\nrun $LR "${LR:-2}" $((LR * 2))';
  const lr = parseShell(script).variables.get('LR');
  expect(lr?.definitions).toEqual([{ start: 0, end: 2 }]);
  expect(lr?.uses.map(({ start, end }) => [script.slice(start, end), start])).toEqual([['LR', 10], ['LR', 16], ['LR', 27]]);
});

test('what the batch script asks for', () => {
  const { sbatch } = parseShell('#!/bin/bash\n#SBATCH -N 2 --gpus-per-node=8\n#SBATCH --job-name="a b" # note\n#SBATCH --exclusive\nrun\n#SBATCH --nodes=9\n');
  expect([...sbatch].map(([name, { value }]) => [name, value])).toEqual([['nodes', '2'], ['gpus-per-node', '8'], ['job-name', 'a b'], ['exclusive', null]]);
});

test('a directory is followed as far as it is known', () => {
  const directories = parseShell('run\ncd /a\nrun\ncd b\nrun\ncd $X\nrun').commands.map(({ directory }) => directory);
  expect(directories).toEqual([undefined, '/a', '/a/b', null]);
});

test('a half-typed line is named and the rest is read', () => {
  const { commands, problems } = parseShell('run a=1\nrun b="2\nrun c=3\n');
  expect(commands.map((command) => command.words[1]?.text)).toEqual(['a=1', null, 'c=3']);
  expect(problems.map(({ message }) => message)).toEqual(['The closing " is missing.']);
  expect(parseShell('if x; then\nrun a').problems.map(({ message }) => message)).toEqual(['"fi" is missing here.']);
});

test('a missing quote costs its own line, not the ones below it', () => {
  const script = 'A="1"\nM="two\nlines"\nrun a="x\nB="2"\nC=\'3\'\nrun b="y" $B $C "$A"\n';
  const { commands, problems } = parseShell(script);
  expect(commands.map((command) => command.words.slice(1).map(({ text }) => text))).toEqual([[null], ['b=y', '2', '3', '1']]);
  expect(problems.map(({ range }) => script.slice(range.start - 2, range.end))).toEqual(['a="']);
});

test('brace expansion makes words that are not worked out', () => {
  expect(words('run a={1,2} b={c:1}')).toEqual(['run', '?', 'b={c:1}']);
});

const times = (count: number, text: string): string => text.repeat(count);
const HOSTILE: Record<string, string> = {
  'cyclic variables': 'A=$B; B=$A; ' + times(5000, 'A=$B; B=$A; '),
  'text that doubles': 'A=xx\n' + times(200, 'A=$A$A\n') + 'run $A',
  'arrays that double': 'A=(1 2)\n' + times(200, 'A=("${A[@]}" "${A[@]}")\n') + 'run "${A[@]}"',
  'arrays that grow': 'A=()\n' + times(20_000, 'A+=(x)\n'),
  'nested substitutions': times(10_000, '$('),
  'nested defaults': times(10_000, '${a:-'),
  'nested arithmetic': times(10_000, '$(('),
  'nested subshells': times(10_000, '('),
  'nested blocks': times(5000, 'if x; then\n'),
  'unclosed quotes': times(5000, '"${a:-\n'),
  'unclosed here-documents': times(5000, 'cat <<A\n'),
  'nested loops': times(90, 'while x; do A=1\n') + times(5000, 'A=2\n'),
  'functions that call each other': Array.from({ length: 3000 }, (_, index) => `f${index}() { f${index + 1}; }`).join('\n') + '\nf0',
};
for (const [name, script] of Object.entries(HOSTILE))
  test(`bounded: ${name}`, () => {
    const before = performance.now();
    parseShell(script);
    expect(performance.now() - before).toBeLessThan(10_000);
  }, 20_000);

test('a file that is no script is left alone', () => {
  expect(parseShell('run\0').problems[0]?.message).toMatch(/U\+0000/);
  expect(parseShell('a'.repeat(MAX_SCRIPT + 1)).commands).toEqual([]);
});
