/** The line y = intercept + slope x of least squares. */
export function fitLine(x: readonly number[], y: readonly number[]): { intercept: number; slope: number } {
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  const covariance = mean(x.map((value, i) => (value - mx) * (y[i]! - my)));
  const variance = mean(x.map((value) => (value - mx) ** 2));
  const slope = covariance / variance;
  return { slope, intercept: my - slope * mx };
}
