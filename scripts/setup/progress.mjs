// One line per step: what, how it ended, how long it took.
const started = Date.now();

/** Seconds with one decimal, as all lines print them. */
export const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;
export const sinceStart = () => seconds(Date.now() - started);

/**
 * Runs one step. `work` gets `say(text)`, which shows what is going on now, and returns how the step ended
 * ('ready', 'installed', ...).
 */
export async function step(title, work) {
  const from = Date.now();
  const live = process.stdout.isTTY === true;
  let now = '';
  const draw = () => {
    if (live) process.stdout.write(`\r\x1b[2K  … ${title}${now ? `: ${now}` : ''}`.slice(0, (process.stdout.columns ?? 80) + 6));
  };
  // Where nothing can be redrawn (a log), a long step says once in a while that it lives.
  const heartbeat = setInterval(() => {
    if (!live) console.log(`  … ${title}: ${now || 'working'} (${seconds(Date.now() - from)})`);
  }, 20_000);
  draw();
  try {
    const how = await work((text) => {
      now = text;
      draw();
    });
    if (live) process.stdout.write('\r\x1b[2K');
    console.log(`  ✓ ${title.padEnd(28)} ${how} (${seconds(Date.now() - from)})`);
  } catch (error) {
    if (live) process.stdout.write('\r\x1b[2K');
    console.log(`  ✗ ${title}`);
    throw error;
  } finally {
    clearInterval(heartbeat);
  }
}

/** A sentence between the lines of the steps. */
export function note(text) {
  if (process.stdout.isTTY) process.stdout.write('\r\x1b[2K');
  console.log(`    ${text}`);
}
