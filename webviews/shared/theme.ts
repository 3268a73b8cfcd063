/** Colours for what CSS cannot reach (a canvas), read from the editor's theme variables. */
export type Hue = 'blue' | 'orange' | 'green' | 'purple' | 'red' | 'yellow';

export interface Theme {
  highContrast: boolean;
  foreground: string;
  muted: string;
  grid: string;
  background: string;
  font: string;
  hues: Record<Hue, string>;
}

/** Any CSS colour as `rgb()` or `rgba()`, so that a drawing library can compute with it. */
function resolver(): { color(css: string): string; remove(): void } {
  const probe = document.createElement('span');
  probe.hidden = true;
  document.body.appendChild(probe);
  return {
    color: (css) => {
      probe.style.color = '';
      probe.style.color = css;
      return getComputedStyle(probe).color;
    },
    remove: () => probe.remove(),
  };
}

export function readTheme(): Theme {
  const { color, remove } = resolver();
  try {
    const hue = (name: Hue, fallback: string): string => color(`var(--vscode-charts-${name}, ${fallback})`);
    return {
      highContrast: document.body.classList.contains('vscode-high-contrast') || matchMedia('(forced-colors: active)').matches,
      foreground: color('var(--vscode-foreground, CanvasText)'),
      muted: color('var(--muted, GrayText)'),
      grid: color('var(--grid, GrayText)'),
      background: color('var(--vscode-editor-background, Canvas)'),
      font: getComputedStyle(document.body).fontFamily,
      hues: {
        blue: hue('blue', '#1a85ff'),
        orange: hue('orange', '#d18616'),
        green: hue('green', '#388a34'),
        purple: hue('purple', '#b180d7'),
        red: hue('red', '#e51400'),
        yellow: hue('yellow', '#bf8803'),
      },
    };
  } finally {
    remove();
  }
}

/** The editor switches themes by rewriting the root's style and the body's class; the page is not reloaded. */
export function onThemeChange(listener: () => void): void {
  let queued = false;
  const observer = new MutationObserver(() => {
    if (queued) return;
    queued = true;
    setTimeout(() => {
      queued = false;
      listener();
    }, 0);
  });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
}
