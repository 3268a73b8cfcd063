import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { python } from './host';

/** The table that both of our header readers are tested against is what the reference really does. */
it('the reference implementation agrees with the table of header cases', () => {
  const file = 'test/checkpoints/header-cases.json';
  const told = python(
    `
import json, struct, sys
from safetensors import deserialize
def verdict(case):
    header = bytes.fromhex(case["headerHex"]) if "headerHex" in case else case["header"].encode()
    length = int(case.get("length", len(header)))
    try:
        deserialize(struct.pack("<Q", length) + header + bytes(case["data"]))
    except Exception:
        return "reject"
    return "accept"
cases = json.load(open(sys.argv[1]))
print(json.dumps({case["name"]: verdict(case) for case in cases}))
`,
    file,
  );
  const cases = JSON.parse(readFileSync(file, 'utf8')) as { name: string; reference: string; state: string }[];
  expect(JSON.parse(told)).toEqual(Object.fromEntries(cases.map(({ name, reference }) => [name, reference])));
  // Where we differ, we are stricter, in two known places.
  const stricter = cases.filter(({ reference, state }) => (reference === 'accept') !== (state === 'complete')).map(({ name }) => name);
  expect(stricter).toEqual(['an entry written as a list', 'a dtype written as an object']);
});
