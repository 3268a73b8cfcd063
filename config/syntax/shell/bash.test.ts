/** Scripts that bash runs here, to see that its words are ours. `args` prints what it is given. */
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { parseShell } from './script';

const SCRIPTS: Record<string, string> = {
  'quotes and escapes': `args 'a b' "c d" e\\ f "g\\"h" 'i'"j"k "\\\\" "a\\nb" \\$x`,
  'ansi quotes': `args $'a\\tb' $'it\\'s' $'\\x41\\101'`,
  'empty words': `E=; args "" '' $E "$E" x`,
  'continuation': 'args a \\\n  b \\\n  c',
  'comment ends a continued command': 'args a \\\n  # b \\\n  c 2>/dev/null || true',
  'hash inside a word': 'args a#b "#c"',
  'defaults': 'A=; args ${A:-x} "${A-y}" ${B:-z} "${B:-a b}" ${C:=set} $C ${D:-}',
  'alternative': 'A=1; E=; args ${A:+yes} "${E:+no}" x',
  'nested default': 'args ${A:-${B:-deep}}',
  'splitting': 'V="a  b c"; args $V "$V" x$V',
  'concatenation': 'D=/data; N=1; args a.b=$D/x_${N}.parquet "$D"/y \'$D\'',
  'array': 'A=(one "two three" $((1+1))); args "${A[@]}" x "${A[0]}"',
  'array append': 'A=(a); A+=(b "c d"); args "${A[@]}"',
  'array of arrays': 'A=(a b); B=("${A[@]}" c); args "${B[@]}"',
  'empty array': 'A=(); args "${A[@]}" x',
  'array kept from set -u': 'set -u; A=(); B=(1); args ${A[@]+"${A[@]}"} ${B[@]+"${B[@]}"}',
  'array joined': 'A=(a b); args "${A[*]}"',
  'array across lines with comments': 'A=(\n  a=1 # first\n  # b=2\n  c=3\n)\nargs "${A[@]}"',
  'append text': 'A=x; A+=y; A+="$A z"; args "$A"',
  'arithmetic': 'N=3; args $((N * 2 + 1)) $(( (N - 1) ** 3 )) $((7 / 2)) $((7 % 4)) $((N > 2 ? 10 : 20)) $((-N)) $((0x10)) $((1 << 4))',
  'arithmetic of variables': 'A=1024; B=$((A * 8)); args b=$B $(($A + ${B}))',
  'prefix assignment': 'A=0; A=1 args $A x',
  'and list': 'true && args a; false || args b; false && args no',
  'branch': 'X=1; if [ "$X" = 1 ]; then args a; fi; args b',
  'branches that agree': 'if true; then X=1; else X=1; fi; args $X',
  'case': 'case a in b|c) args no;; a) args yes;; esac',
  'function with arguments': 'f() { args "$1" "${2:-d}" "$@"; }\nf x',
  'group and subshell': 'A=1; (A=2; args $A); { A=3; }; args $A',
  'redirections': 'args a > /dev/null 2>&1; args b 2>/dev/null; args c <<< "in"',
  'here-document': 'read -r -d "" V <<EOF || true\na.b=1 \\\nc.d=2\nEOF\nargs $V',
  'quoted here-document': "read -r -d '' V <<'EOF' || true\nx=$HOME\nEOF\nargs \"$V\"",
  'unset': 'A=1; unset A; args ${A:-gone}',
  'export and declare': 'export A=1 B="x y"; declare C=3; readonly D=4; args $A "$B" $C $D',
  'glob that matches nothing': "args trainer.logger=['console','wandb'] a=[b]",
  'exit in a branch': 'if false; then X=2; exit 1; else X=1; fi; args $X',
  'for of two': 'for x in a; do :; done; args done',
  'time and negation': '! true; time args a 2>/dev/null',
  'semicolons': 'A=1;B=2;args $A$B;args x',
  'dollar at the end': 'args a$ "b$" $',
  'tilde inside': 'args a~b ~nobody-here',
};

const BEGIN = '\x02';

/** What bash gives to each call of `args`, by script; one process runs them all, each in a shell of its own. */
function byBash(): Map<string, string[][]> {
  const all = Object.entries(SCRIPTS).map(([name, script]) => `printf '${BEGIN}%s\\0' '${name}' >&3\n(\n${script}\n)\n`);
  const prelude = 'exec 3>&1 1>/dev/null\nargs() { printf "%s\\0" "$@" >&3; printf "\\001\\0" >&3; }\n';
  const output = execFileSync('bash', ['-c', prelude + all.join('')], { encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '' }, stdio: ['ignore', 'pipe', 'ignore'] });
  const sections = output.split(BEGIN).slice(1);
  return new Map(
    sections.map((section) => {
      const end = section.indexOf('\0');
      const calls = section.slice(end + 1).split('\x01\0').slice(0, -1);
      return [section.slice(0, end), calls.map((call) => call.split('\0').slice(0, -1))];
    }),
  );
}

const theirs = byBash();

for (const [name, script] of Object.entries(SCRIPTS))
  test(`as bash: ${name}`, () => {
    const calls = parseShell(script).commands.filter(({ words }) => words[0]?.text === 'args');
    // A branch that bash does not take is read too.
    const ours = calls.map(({ words }) => words.slice(1).map(({ text }) => text)).filter((call) => call[0] !== 'no');
    expect(ours).toEqual(theirs.get(name));
    expect(ours.length).toBeGreaterThan(0);
  });
