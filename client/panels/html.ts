export interface PageParts {
  title: string;
  /** Bundle addresses as the webview sees them. */
  script: string;
  style: string;
  cspSource: string;
  nonce: string;
}

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** What a panel may load: its one script by nonce, styles and fonts of the extension, nothing from anywhere else. */
export const contentSecurityPolicy = ({ cspSource, nonce }: Pick<PageParts, 'cspSource' | 'nonce'>): string =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `img-src ${cspSource} data:`,
  ].join('; ');

/** The frame of a panel. It holds no data: everything on screen arrives as messages. */
export function pageHtml(parts: PageParts): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${escape(contentSecurityPolicy(parts))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escape(parts.style)}">
<title>${escape(parts.title)}</title>
</head>
<body>
<script nonce="${escape(parts.nonce)}" src="${escape(parts.script)}"></script>
</body>
</html>
`;
}
