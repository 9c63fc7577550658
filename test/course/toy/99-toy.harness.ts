import { tf } from 'saddlepoint';

/** What a student writes in exercise 99.3: it moves a network's weights. */
export type Step = { step: (network: tf.Sequential, rate: number) => void };

/** The same as a function of data: the weight before, the rate -> the weight after. */
export type StepOnData = { step: (weight: number, rate: number) => Promise<number> };

export const harness = {
  '99.3': (student: Step): StepOnData => ({
    step: async (weight, rate) => {
      const network = tf.sequential({ layers: [tf.layers.dense({ units: 1, useBias: false, inputShape: [1] })] });
      network.setWeights([tf.tensor2d([[weight]])]);
      try {
        student.step(network, rate);
        return (await network.getWeights()[0]!.data())[0]!;
      } finally {
        network.dispose();
      }
    },
  }),
};
