/** Pixels of the page for one image, across. */
const WIDTH = 140;

/**
 * The page of a study: a numbered list of pairs, which reads without a script (GitHub takes scripts away), and a script
 * that shows one pair at a time, takes clicks and arrow keys, and gives the choices as a line of letters at the end.
 * @param pairs the left and the right picture of each, as URIs
 */
export function studyPage(pairs: readonly (readonly [string, string])[]): string {
  const image = (uri: string, name: string): string =>
    `<img src="${uri}" alt="${name}" width="${WIDTH}" style="image-rendering:pixelated;margin:0 8px;cursor:pointer">`;
  const items = pairs.map(([left, right]) => `<li>${image(left, 'left')}${image(right, 'right')}</li>`);
  return (
    `<div class="saddlepoint-study"><p>Which one is real? For each pair write L or R.</p>` +
    `<ol>${items.join('')}</ol><script>(${script.toString()})(document.currentScript)</script></div>`
  );
}

/** What the page needs of the DOM, of which this library, made for Node, knows nothing. */
interface Element {
  style: { display: string };
  textContent: string;
  tabIndex: number;
  parentElement: Element;
  querySelector(selector: string): Element;
  querySelectorAll(selector: string): ArrayLike<Element>;
  addEventListener(event: string, act: (event: { key: string; preventDefault(): void }) => void): void;
  focus(): void;
}

/** Runs in the page, and so uses nothing from outside of itself. */
function script(self: Element): void {
  const study = self.parentElement;
  const [words, items] = [study.querySelector('p'), Array.from(study.querySelectorAll('li'))];
  const choices: string[] = [];
  const draw = (): void => {
    items.forEach((item, n) => {
      item.style.display = n === choices.length ? 'list-item' : 'none';
    });
    words.textContent =
      choices.length < items.length
        ? `Which one is real? Click it, or press the left or right arrow key. Pair ${choices.length + 1} of ${items.length}`
        : `Done. Copy your choices into the next cell: ${choices.join('')}`;
  };
  const choose = (choice: string): void => {
    if (choices.length < items.length) choices.push(choice);
    draw();
  };
  items.forEach((item) => {
    Array.from(item.querySelectorAll('img')).forEach((image, side) => {
      image.addEventListener('click', () => {
        choose('LR'.charAt(side));
        study.focus();
      });
    });
  });
  study.tabIndex = 0;
  study.addEventListener('keydown', (event) => {
    const side = ['ArrowLeft', 'ArrowRight'].indexOf(event.key);
    if (side < 0) return;
    event.preventDefault();
    choose('LR'.charAt(side));
  });
  draw();
}
