import { bar } from '../grade/pages/feedback';
import { html, page, type Html } from '../grade/pages/html';
import type { Likeness, Work } from './compare';

/** The pairs of a class, the most alike first, each with both texts beside one another. */
export function similarityPage(
  notebook: string,
  works: readonly Work[],
  shown: readonly Likeness[],
  of: number,
): string {
  const sources = new Map(works.map((w) => [w.student, w.source]));
  return page(
    `${notebook}: similar solutions`,
    html`<h1>${notebook}: similar solutions</h1>
      <p class="soft">${shown.length} of ${of} pairs of ${works.length} students, the most alike first.</p>
      <p class="note">
        Short functions with one right answer look alike. This is a list of what to read, not of who copied: names,
        comments and layout are left out of the comparison, and so is the code that was handed out.
      </p>
      ${shown.map((l) => pair(l, sources))}`,
  );
}

const pair = ({ students, similarity, longest, overlap }: Likeness, sources: ReadonlyMap<string, string>): Html =>
  html`<section class="card">
    <header>
      <h3>${students[0]} and ${students[1]}</h3>
      <span class="points">${Math.round(100 * similarity)} %</span>
    </header>
    <div>
      ${bar(similarity)}
      <p class="small soft">${overlap} sequences in common, ${longest} of them in a row.</p>
      <details>
        <summary>Both texts</summary>
        <div class="beside">${students.map((s) => html`<pre>${sources.get(s)!}</pre>`)}</div>
      </details>
    </div>
  </section>`;
