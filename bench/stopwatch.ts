import { tf } from 'saddlepoint';
import { multiplyAdds, type Call } from './multiply-adds';

export interface Lap {
  calls: number;
  milliseconds: number;
  multiplyAdds: number;
}

/** Times every kernel of the running engine, from now on; kernels that others call count as theirs. */
export class Stopwatch {
  readonly laps = new Map<string, Lap>();
  private isRunning = false;

  constructor() {
    for (const config of tf.getKernelsForBackend(tf.getBackend())) {
      tf.unregisterKernel(config.kernelName, config.backendName);
      tf.registerKernel({ ...config, kernelFunc: (params) => this.time(config, params) });
    }
  }

  reset(): void {
    this.laps.clear();
  }

  private time({ kernelName, kernelFunc }: tf.KernelConfig, params: Parameters<tf.KernelFunc>[0]) {
    if (this.isRunning) return kernelFunc(params);
    this.isRunning = true;
    const start = performance.now();
    try {
      const outputs = kernelFunc(params);
      const { inputs, attrs } = params as Pick<Call, 'inputs' | 'attrs'>;
      const output = [outputs].flat()[0]?.shape ?? [];
      this.add(kernelName, performance.now() - start, multiplyAdds({ kernel: kernelName, inputs, attrs, output }));
      return outputs;
    } finally {
      this.isRunning = false;
    }
  }

  private add(kernel: string, milliseconds: number, products: number): void {
    const lap = this.laps.get(kernel) ?? { calls: 0, milliseconds: 0, multiplyAdds: 0 };
    lap.calls++;
    lap.milliseconds += milliseconds;
    lap.multiplyAdds += products;
    this.laps.set(kernel, lap);
  }
}
