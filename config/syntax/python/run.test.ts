import { describe, expect, it } from 'vitest';
import { valueOf } from '../tree';
import { readModule } from './run';

/** Values of the fields of the only class; `?` where a run would be needed. */
const fields = (text: string): Record<string, unknown> => {
  const [only] = readModule(text, 'orz_7b_ppo.py').classes;
  return Object.fromEntries((only?.fields ?? []).map(({ name, value }) => [name, value === null ? undefined : value.certain ? valueOf(value) : '?']));
};
const valueIn = (expression: string, before = ''): unknown => fields(`${before}\nclass C:\n    x: int = ${expression}\n`)['x'];

describe('fields of a class', () => {
  it('take literals, earlier fields and arithmetic', () => {
    const text = `
@dataclass
class PPOExpConfig(BasePPOExpConfig):
    prompt_max_len: int = 2048
    generate_max_len: int = 8_000  # tokens
    packing_max_len: int = generate_max_len + prompt_max_len
    actor_learning_rate: float = 1e-6
    reward_pretrain: Optional[str] = None
    stop: ListConfig = ListConfig(
        [
            "User:", "</answer>",
        ]
    )
    adam_betas: tuple = (0.9, 0.95)
`;
    expect(fields(text)).toEqual({ prompt_max_len: 2048, generate_max_len: 8000, packing_max_len: 10_048, actor_learning_rate: 1e-6, reward_pretrain: null, stop: ['User:', '</answer>'], adam_betas: [0.9, 0.95] });
  });

  it('follow an environment variable to its default, which is what an unset one gives', () => {
    const text = `
DEBUG_MODE = False if os.environ.get("DEBUG_MODE", "False") == "False" else True
file_name = f"{'debug_' if DEBUG_MODE else ''}{os.path.splitext(os.path.basename(__file__))[0]}"
class PPOExpConfig(BasePPOExpConfig):
    total_num_nodes: int = 32 if not DEBUG_MODE else 8
    ref_num_nodes: int = total_num_nodes
    save_path: str = f"orz_ckpt/{file_name}"
`;
    expect(fields(text)).toEqual({ total_num_nodes: 32, ref_num_nodes: 32, save_path: 'orz_ckpt/orz_7b_ppo' });
    const [definition] = readModule(text, 'orz_7b_ppo.py').classes;
    const via = definition?.fields.find(({ name }) => name === 'ref_num_nodes')?.value?.via;
    expect(via?.map(({ name, text: value }) => [name, value])).toEqual([
      ['total_num_nodes', '32'],
      ['DEBUG_MODE', 'False'],
      ['os.environ.get("DEBUG_MODE", "False")', 'False'],
    ]);
  });

  it('take the branch that an if takes, and know nothing where it cannot be told', () => {
    expect(fields('BIG = True\nclass C:\n    if BIG:\n        n: int = 8\n    else:\n        n: int = 1\n')).toEqual({ n: 8 });
    expect(fields('import torch\nN = 1\nif torch.cuda.is_available():\n    N = 8\nclass C:\n    n: int = N\n')).toEqual({ n: '?' });
  });

  it('see no name of a class inside a method, and read no method', () => {
    expect(fields('class C:\n    n: int = 1\n    def f(self):\n        n = 2\n        return [\n            1]\n    m: int = n\n')).toEqual({ n: 1, m: 1 });
  });
});

describe('expressions', () => {
  it.each([
    ['7 // 2 * 2 + 7 % -2', 5],
    ['2 ** 10', 1024],
    ['-7 // 2', -4],
    ['1 / 4', 0.25],
    ['0x10 + 0b11 + 1_0', 29],
    ['"a" "b" + "c" * 2', 'abcc'],
    ['[1, *x]', '?'],
    ['[i for i in y]', '?'],
    ['1 if "a" in ["a", "b"] else 2', 1],
    ['None or 5', 5],
    ['not (1 < 2 <= 2) or 0', 0],
    ['{"a": [1, {"b": None}]}["a"][1]', { b: null }],
    ['max(1024, 2048) - min(3, 2)', 2046],
    ['int("12") + len([1, 2])', 14],
    ['field(default_factory=lambda: ["a"])', ['a']],
    ['os.path.join("ckpt", "run")', 'ckpt/run'],
    ['os.environ["N"]', '?'],
    ['int(os.environ.get("N", 8))', 8],
    ['f"{3:04d}"', '?'],
    ['f"{{{3}}}"', '{3}'],
    ['r"\\d" + "\\x41\\n"', '\\dA\n'],
    ['10 ** 400', '?'],
    ['1 / 0', '?'],
    ['lambda: 1', '?'],
    ['unknown_name', '?'],
  ])('%s', (expression, value) => expect(valueIn(expression)).toEqual(value));

  it('takes a function of the module for what it is: unknown', () => expect(valueIn('int("12")', 'def int(x): return 1')).toBe('?'));
});

describe('half-typed text', () => {
  it.each([
    ['an open bracket', 'class C:\n    a: int = 1\n    b: list = [1,\n    c: int = 3\n'],
    ['an open string', 'class C:\n    a: int = 1\n    b: str = "x\n    c: int = 3\n'],
    ['a bare word', 'class C:\n    a: int = 1\n    zero_sta\n    c: int = 3\n'],
    ['a field without value', 'class C:\n    a: int = 1\n    b: int =\n    c: int = 3\n'],
  ])('%s keeps the other fields', (_, text) => expect(fields(text)).toMatchObject({ a: 1, c: 3 }));

  it('says that a field may be hidden', () => expect(readModule('class C:\n    zero_sta\n', 'c.py').classes[0]?.broken).toBe(true));
});

describe('names that nothing binds', () => {
  const unresolved = (text: string): string[] => readModule(text, 'c.py').unresolved.map(({ name }) => name);
  it('are a later field, or one of the base class', () => expect(unresolved('class C(B):\n    a: int = b + int(max)\n    b: int = 1\n')).toEqual(['b']));
  it('are none after a star import', () => expect(unresolved('from defaults import *\nclass C(B):\n    a: int = b\n')).toEqual([]));
});

describe('hostile text', () => {
  it('is read in linear time and bounded depth', () => {
    const started = performance.now();
    for (const piece of ['(', '[', '{', '1+', '-', 'not ', 'a.', 'a(', '"', "'''", '\\\n', 'if x:\n ', ' ', '\t', ';', 'f"{', 'x = [x, x]\n', 's = s + s\n', 'lambda:', '1 if 1 else ', '@', 'class A:\n', 'class A(']) {
      readModule(`s = "x"\nx = ${piece.repeat(3_000)}`, 'c.py');
      readModule(piece.repeat(3_000), 'c.py');
    }
    expect(performance.now() - started).toBeLessThan(4000);
  });
});
