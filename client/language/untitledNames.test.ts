import { describe, expect, it } from 'vitest';
import { UntitledNames } from './untitledNames';

describe('names of documents between editor and server', () => {
  it('an unsaved script is told by its language', () => {
    const names = new UntitledNames();
    names.opened('untitled:Untitled-1', 'shellscript');
    expect(names.toServer('untitled:Untitled-1')).toBe('untitled:Untitled-1.sh');
    expect(names.toEditor('untitled:Untitled-1.sh')).toBe('untitled:Untitled-1');
  });

  it('a new language is a new name, and a closed document has none', () => {
    const names = new UntitledNames();
    names.opened('untitled:Untitled-1', 'yaml');
    names.opened('untitled:Untitled-1', 'json');
    expect(names.toServer('untitled:Untitled-1')).toBe('untitled:Untitled-1.json');
    expect(names.toEditor('untitled:Untitled-1.yaml')).toBe('untitled:Untitled-1.yaml');
    names.forget('untitled:Untitled-1');
    expect(names.toServer('untitled:Untitled-1')).toBe('untitled:Untitled-1');
  });

  it('everything else keeps its name, written with an authority', () => {
    const names = new UntitledNames();
    names.opened('file:///a/run.sh', 'shellscript');
    for (const uri of ['file:///a/run.sh', 'vscode-vfs://github/me/project/rl.yaml']) expect(names.toServer(uri)).toBe(uri);
    expect(names.toServer('memfs:/project/rl.yaml')).toBe('memfs:///project/rl.yaml');
  });
});
