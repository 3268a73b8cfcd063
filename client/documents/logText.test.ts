import { describe, expect, it } from 'vitest';
import { LogText } from './logText';

const shown = (...chunks: string[]): string => {
  const log = new LogText('/run/stage.log');
  for (const chunk of chunks) log.append(chunk);
  return log.text;
};

describe('a log as an editor shows it', () => {
  it('keeps lines as they are, also when chunks cut them', () => {
    expect(shown("{'loss': 2.1", "}\n{'loss': 1.9}\nlast")).toBe("{'loss': 2.1}\n{'loss': 1.9}\nlast");
  });

  it('shows a progress bar once, in its newest version', () => {
    expect(shown('\r 10%|#   |', '\r 50%|##  |')).toBe(' 50%|##  |');
    expect(shown('\r 10%|#   |\r100%|####|\ndone\n')).toBe('100%|####|\ndone\n');
  });

  it('takes a Windows line break for one, even when it is torn', () => {
    expect(shown('one\r', '\ntwo\r\n')).toBe('one\ntwo\n');
  });

  it('removes colours, even when a sequence is torn', () => {
    expect(shown('\u001b[1;31mfail', 'ed\u001b[', '0m now\n')).toBe('failed now\n');
    expect(shown('\u001b]0;title\u0007text')).toBe('text');
  });

  it('holds its last part and says so', () => {
    const log = new LogText('/run/stage.log', 100);
    for (let line = 0; line < 50; line += 1) log.append(`line ${line} ${'.'.repeat(10)}\n`);
    expect(log.text).toMatch(/^\[The last 2 MB are shown\. The whole log is \/run\/stage\.log on the host\.\]\nline 4\d/);
    expect(log.text.endsWith('line 49 ..........\n')).toBe(true);
    expect(log.text.length).toBeLessThan(250);
  });

  it('bounds a log that never breaks its line', () => {
    const log = new LogText('/run/stage.log', 100);
    for (let chunk = 0; chunk < 50; chunk += 1) log.append('x'.repeat(50));
    expect(log.text.length).toBeLessThan(250);
  });
});
