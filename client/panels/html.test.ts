import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, pageHtml } from './html';

const parts = { title: 'tiny', script: 'https://x/dist/webviews/a.js', style: 'https://x/a.css', cspSource: 'https://x', nonce: 'n0nce' };

describe('the page of a panel', () => {
  it('runs its one script and nothing else', () => {
    const policy = contentSecurityPolicy(parts);
    expect(policy.split('; ')[0]).toBe("default-src 'none'");
    expect(policy).toContain("script-src 'nonce-n0nce'");
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(policy).not.toContain('connect-src');
    const html = pageHtml(parts);
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).not.toMatch(/ on[a-z]+=| style=/);
  });

  it('shows a title as text whatever it holds', () => {
    const html = pageHtml({ ...parts, title: '</title><script>alert(1)</script>"' });
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).toContain('&#60;/title&#62;');
  });
});
