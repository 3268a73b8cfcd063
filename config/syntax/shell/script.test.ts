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

test('braces whose words are not worked out', () => {
  expect(words('run a={01..10} b={c:1} {a,b')).toEqual(['run', '?', 'b={c:1}', '?']);
});

test('only the branch that runs with the script\'s own values counts', () => {
  expect(words('B=${B:-vllm}; A=(a); if [ $B = vllm ]; then A+=(b); else A=(c); fi; run "${A[@]}"')).toEqual(['run', 'a', 'b']);
  expect(words('case ${B:-x} in x) A=1;; *) A=2;; esac; run $A')).toEqual(['run', '1']);
});

test('what a branch sets that falls through is not known', () => {
  expect(words('C=1; case ${B:-x} in x) C=2;& *) run $C;; esac')).toEqual(['run', '?']);
});

test('a variable from outside and files decide nothing', () => {
  expect(words('A=1; if [ "$MODE" = x ]; then A=2; fi; run $A')).toEqual(['run', '?']);
  expect(words('A=1; if [ -f x.yaml ]; then A=2; fi; run $A')).toEqual(['run', '?']);
  expect(words('A=1; P=a; [[ $P =~ ^a ]] && A=2; run $A')).toEqual(['run', '?']);
  expect(words('A=1; source ./env.sh; B=1; [ $A = 1 ] && B=2; run $B')).toEqual(['run', '?']);
  expect(words('A=1; SECONDS=0; [ $SECONDS -gt 9 ] && A=2; run $A')).toEqual(['run', '?']);
  expect(words('A=1; if [ $# -gt 0 ]; then A=2; fi; run $A')).toEqual(['run', '?']);
});

test('part of a condition can be enough', () => {
  expect(words('A=1; B=x; if [ "$MODE" = x ] && [ $B = y ]; then A=2; fi; run $A')).toEqual(['run', '1']);
  expect(words('A=1; B=x; if [[ $MODE == x || $B == x ]]; then A=2; fi; run $A')).toEqual(['run', '2']);
});

test('the command of a branch that does not run is marked, and what decides is not known in it', () => {
  const { commands } = parseShell('B=${B:-vllm}; N=run-$B; L=1\nif [ $B = vllm ]; then run a\nelse run b $B $N $L\nfi');
  const runs = commands.filter(({ words: [program] }) => program?.text === 'run');
  expect(runs.map(({ skipped, words: all }) => [skipped, ...all.slice(1).map(({ text }) => text)])).toEqual([[false, 'a'], [true, 'b', null, null, '1']]);
});

test('who runs a script that ends with its own values sets what it asks for', () => {
  expect(words('M=${M:-}; if [ -z "$M" ]; then echo "set M"; exit 1; fi; run "$M" x')).toEqual(['run', '?', 'x']);
  expect(words('M=${M:-}; [ -n "$M" ] || exit 1; run "$M" x')).toEqual(['run', '?', 'x']);
  expect(words('M=${M:-}; run "${M:?set M}" x')).toEqual(['run', '?', 'x']);
  expect(words('B=${B:-no}; case $B in a) X=1;; b) X=2;; *) exit 1;; esac; run $X')).toEqual(['run', '?']);
});

test('what the locale, the version or the options of bash decide is not known', () => {
  expect(words('V=\u00e9a; run ${#V} ${V^^} ${V%?}')).toEqual(['run', '?', '?', '?']);
  expect(words('V=abc; run ${V/b/&} ${V//} ${V%[[:alpha:]]} ${V:1:1}')).toEqual(['run', '?', '?', '?', '?']);
  expect(words('shopt -s nocasematch; A=x; B=1; [[ $A == X ]] && B=2; run $B')).toEqual(['run', '?']);
});

test('a substitution is known as far as its words are', () => {
  expect(words('P=a/b; run $(basename $HOME) $(basename $P | tr a b) $(echo *.sh) $(echo -e x) $(expr 1 / 0) $(dirname $P)')).toEqual(['run', '?', '?', '?', '?', '?', 'a']);
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
  'branches that end the script': times(80, 'if [ x = x ]; then\n') + 'A=1; [ $A = 1 ] && exit\n' + times(80, 'fi\n'),
  'conditions over many variables': Array.from({ length: 3000 }, (_, index) => `A${index}=$B\nif [ $A${index} = 1 ]; then A${index}=2; fi`).join('\n'),
  'patterns that go back': `A=${times(3000, 'a')}\n` + times(100, 'B=${A//*a*a*a*a*b/x}\n'),
  'substitutions in substitutions': times(5000, '$(echo ') + 'x' + times(5000, ')'),
  'braces in braces': 'run ' + times(5000, '{a,') + times(5000, '}') + times(30, ' {1..100}{1..100}'),
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
