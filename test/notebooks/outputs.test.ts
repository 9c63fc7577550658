import { expect } from 'chai';
import { cleaned } from 'saddlepoint-course/dist/course/execute/outputs';
import type { Notebook, Output } from 'saddlepoint-course/dist/course/release/notebook';
import { notebookOf } from './copies';

function showing(...outputs: Output[]): Notebook {
  const notebook = notebookOf('await ready();');
  notebook.cells[0]!.outputs = outputs;
  return notebook;
}
const stream = (text: string): Output => ({ output_type: 'stream', name: 'stderr', text });
const picture = (mime: string, content: string): Output => ({
  output_type: 'display_data',
  data: { [mime]: content },
  metadata: {},
});

describe('the outputs that a master is stored with', () => {
  it('have no lines of TensorFlow about itself, and no empty stream', () => {
    const log = [
      '2026-01-02 03:04:05.123456: I tensorflow/core/platform/cpu_feature_guard.cc:182] This TensorFlow binary',
      'To enable the following instructions: AVX2 FMA, in other operations, rebuild TensorFlow',
      'I0000 00:00:1795490945.719164   22414 port.cc:153] oneDNN custom operations are on.',
      'WARNING: All log messages before absl::InitializeLog() is called are written to STDERR',
    ];
    const notebook = cleaned(
      showing(stream(`${log.join('\n')}\n`), stream(`engine node\n${log[0]!}\nWarning: mine\n`)),
    );
    expect(notebook.cells[0]!.outputs).to.deep.equal([stream('engine node\nWarning: mine\n')]);
  });

  it('have no times', () => {
    const notebook = showing();
    notebook.cells[0]!.metadata['execution'] = { 'iopub.status.busy': '2026-01-02' };
    expect(cleaned(notebook).cells[0]!.metadata).to.deep.equal({});
  });

  it('keep a picture of 200 kB and refuse a larger one, naming the cell', () => {
    const png = (bytes: number): Output => picture('image/png', Buffer.alloc(bytes).toString('base64'));
    expect(() => cleaned(showing(png(200_000 - 2)))).to.not.throw();
    expect(() => cleaned(showing(png(200_100)))).to.throw(/^cell 1 shows an image\/png of 201 kB, over 200 kB/);
    expect(() => cleaned(showing(picture('image/svg+xml', 'é'.repeat(100_001))))).to.throw(/image\/svg\+xml of 201 kB/);
  });

  it('are refused over 2 MB in all', () => {
    const text = picture('text/html', 'x'.repeat(1_500_000));
    expect(() => cleaned(showing(text))).to.not.throw();
    expect(() => cleaned(showing(text, text))).to.throw(/with its outputs it is 3001 kB, over 2000 kB/);
  });
});
