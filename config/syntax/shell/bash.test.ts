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
  'the branch that runs': 'B=${B:-vllm}; if [ "$B" = sglang ]; then X=1; elif [[ $B == v* ]]; then X=2; else X=3; fi; args $X',
  'tests of texts': 'A=; B=x; [ -z "$A" ] && args z; [ -n "$A" ] && args no; [ "$B" ] && args b; [ ! "$B" = y ] && args not; [ $B != x ] || args x; test "$B" == x && args test',
  'tests of numbers': 'N=8; [ $N -eq 08 ] && args eq; [ "$N" -gt 9 ] && args no; [ $N -le 8 -a $N -ne 7 ] && args both; [ $N -lt 8 -o $N -ge 8 ] && args either',
  'double brackets': 'A=qwen/7b.v1; B=; [[ $A == qwen/* && -z $B ]] && args a; [[ $A == "qwen/*" || -n $B ]] && args no; [[ ! ( $A != *b.v? ) ]] && args b; [[ 3+4 -eq 7 ]] && args c',
  'arithmetic commands': 'PP=4; TP=2; (( PP % TP )) && args no; (( PP * TP == 8 )) && args eight; if (( PP > 1 )); then V=2; else V=null; fi; args $V',
  'both sides of a list': 'P=1; [ $P -gt 1 ] && V=$P || V=null; args $V; false || { A=1; args $A; }; true && false || args c',
  'negation': 'A=x; ! [ $A = y ] && args a; if ! [ $A = x ]; then B=1; else B=2; fi; args $B',
  'case of a variable': 'M=qwen2.5-vl; case $M in llama*) X=1;; qwen*|glm) X=2;; *) X=3;; esac; args $X; case "$X" in "2") args two;; esac',
  'case that falls through': 'X=0; case a in a) args a;& b) args b;; esac; case a in a) X=1;& b) X=2;; esac',
  'suffixes and prefixes': 'P=/data/Qwen2.5-VL-7B.tar.gz; args ${P%.gz} ${P%%.*} "${P##*/}" ${P#/*/} "${P%"${P##*/}"}" ${P%x}',
  'replacing': 'P=a/b/c.a; args ${P/a/x} ${P//a/x} ${P//\\//_} ${P/#a/x} ${P/%a/x} ${P/b} "${P//[ac]/-}" "${P/./ }"',
  'case of letters and lengths': 'M=Qwen-VL; A=(a b c); args ${M,,} ${M^^} ${M,} ${#M} ${#A[@]} "${M,,}/${#M}"',
  'names of paths': 'P=/a/b.sh; args $(basename $P) "$(basename "$P" .sh)" $(basename -- a/) $(dirname $P) "$(dirname "$(dirname $P)")" $(dirname x) `basename $P`',
  'expr and echo': 'N=8; args $(expr 16 / $N) $(expr $N + 2 - 1) $(expr 32 / $N / 2) $(expr $N \\* 2) "$(echo a  "b  c" $N)" $(echo a b)',
  'braces': "V=1; args {a,b} x{1..3} {3..1} p{a,{b,c}}s {$V,'y z'} '{a,b}' \"{a,b}\" {a} a={b:1} {$V..3} {,x}; A=({a,b}); args ${#A[@]}; B={a,b}; args $B",
  'for of one': 'D=gsm8k; for d in $D; do X=/data/$d; args $X; done; args $X $d',
  'for that is left': 'X=1; for d in a; do if [ $X = 1 ]; then break; fi; X=2; done; args end',
  'set and not': 'E=; S=1; args "${E:+no}" ${S:+yes} ${S+set} "${E-d}" "${E:-d}"',
  'return in a branch': 'X=0; f() { if [ "$1" = a ]; then return; fi; X=1; }; f b; args end',
  'arguments that shift': 'f() { A=$1; shift; args $A end; }; f a b',
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
    // Branches that bash does not take are read too.
    const calls = parseShell(script).commands.filter(({ words, skipped }) => words[0]?.text === 'args' && !skipped);
    const ours = calls.map(({ words }) => words.slice(1).map(({ text }) => text));
    expect(ours).toEqual(theirs.get(name));
    expect(ours.length).toBeGreaterThan(0);
  });
