// Pictures of every page in every state, theme and width, for eyes: node webviews/preview/shoot.mjs [FILTER] [FOLDER]
// FILTER is part of a picture's name, e.g. `dashboard-live` or `dark-900`. Fails on any error a page reports and on
// horizontal overflow.
import { openStage, themes } from './stage.mjs';

const [filter = '', folder = '/tmp/shots'] = process.argv.slice(2);
const WIDTHS = [480, 900, 1400];

let picture = '';
let problems = 0;
let taken = 0;
const complain = (text) => {
  problems += 1;
  console.error(`${picture}: ${text}`);
};

async function act(page, action) {
  if (action.startsWith('type:')) return page.keyboard.type(action.slice(5));
  if (action.startsWith('hover:')) return page.hover(action.slice(6));
  return page.click(action);
}

const stage = await openStage(complain, { reducedMotion: 'reduce' });
const { page } = stage;
try {
  for (const name of stage.names) {
    for (const theme of Object.keys(themes)) {
      for (const width of WIDTHS) {
        picture = `${name}-${theme}-${width}`;
        if (!picture.includes(filter)) continue;
        const actions = await stage.open(name, theme, { width, height: width < 500 ? 900 : 800 });
        for (const action of actions) await act(page, action);
        await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 30))));
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (over > 0) complain(`${over} px wider than the window`);
        await page.screenshot({ path: `${folder}/${picture}.png`, fullPage: actions.length === 0 });
        taken += 1;
      }
    }
  }
} finally {
  await stage.close();
}
console.log(`${taken} pictures in ${folder}, ${problems} problems`);
process.exitCode = problems > 0 ? 1 : 0;
