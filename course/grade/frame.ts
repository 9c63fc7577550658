import { graderOf, type Cell, type Notebook } from '../release/notebook';
import { manualCells } from './assignment';
import type { ManualQuestion } from './result';

/** A submission in the frame of the master: nothing is taken from it but what the student was to write. */
export interface Framed {
  /** the edition with the student's solution cells in place of its stubs; those that are missing are stubs still */
  notebook: Notebook;
  /** why an exercise's cell could not be taken, by grade_id */
  missing: Map<string, string>;
  findings: string[];
  manual: ManualQuestion[];
}

type ById = Map<string, Cell[]>;

/** @param edition the student edition as it was handed out */
export function frame(submitted: Notebook, edition: Notebook): Framed {
  const given = byId(submitted);
  const missing = new Map<string, string>();
  const cells = edition.cells.map((cell) => {
    const id = idOf(cell);
    if (cell.cell_type !== 'code' || id === undefined || graderOf(cell)?.solution !== true) return cell;
    const [own, ...others] = (given.get(id) ?? []).filter((c) => c.cell_type === 'code');
    if (own === undefined) missing.set(id, `The cell of exercise ${id} is not in the notebook.`);
    else if (others.some((c) => c.source !== own.source)) {
      missing.set(id, `The cell of exercise ${id} is there ${others.length + 1} times, with different contents.`);
    } else return { ...cell, source: own.source };
    return cell;
  });
  return {
    notebook: { ...edition, cells },
    missing,
    findings: findings(submitted, edition, given),
    manual: manual(edition, given),
  };
}

const idOf = (cell: Cell): string | undefined => {
  const id: unknown = graderOf(cell)?.grade_id;
  return typeof id === 'string' ? id : undefined;
};

function byId({ cells }: Notebook): ById {
  const found: ById = new Map();
  for (const cell of cells) {
    const id = idOf(cell);
    if (id !== undefined) found.set(id, [...(found.get(id) ?? []), cell]);
  }
  return found;
}

function findings(submitted: Notebook, edition: Notebook, given: ById): string[] {
  const ours = byId(edition);
  const all = [...ours].flatMap(([id, [cell]]) => faultsOf(id, cell!, given.get(id) ?? []));
  const foreign = [...given.keys()].filter((id) => !ours.has(id)).sort();
  for (const id of foreign)
    all.push(`A cell has the grade_id ${JSON.stringify(id.slice(0, 40))}, which this notebook does not have.`);
  const order = submitted.cells.map(idOf).filter((id): id is string => id !== undefined && ours.has(id));
  const expected = [...ours.keys()].filter((id) => given.has(id));
  if (new Set(order).size === order.length && String(order) !== String(expected)) {
    all.push('The graded cells stand in another order than they were handed out in.');
  }
  const kernel = (submitted.metadata['kernelspec'] as { name?: unknown } | undefined)?.name;
  if (kernel !== (edition.metadata['kernelspec'] as { name?: unknown } | undefined)?.name) {
    all.push(`The notebook was saved with the kernel ${JSON.stringify(kernel ?? 'none').slice(0, 40)}.`);
  }
  return all;
}

function faultsOf(id: string, cell: Cell, copies: readonly Cell[]): string[] {
  if (copies.length === 0) return [`Cell ${id} is missing.`];
  const faults = copies.length > 1 ? [`Cell ${id} is there ${copies.length} times.`] : [];
  const [own] = copies;
  if (own!.cell_type !== cell.cell_type) faults.push(`Cell ${id} was turned into a ${own!.cell_type} cell.`);
  const locked = graderOf(cell)?.locked === true;
  if (locked && copies.some((c) => c.source.trimEnd() !== cell.source.trimEnd())) {
    faults.push(`Cell ${id} is locked and was edited; the edit was not used.`);
  }
  return faults;
}

function manual(edition: Notebook, given: ById): ManualQuestion[] {
  return manualCells(edition).map((cell) => {
    const id = idOf(cell)!;
    const answer = given.get(id)?.[0]?.source ?? '';
    return { grade_id: id, maxPoints: graderOf(cell)!.points ?? 0, answer: answer === cell.source ? '' : answer };
  });
}
