/**
 * TensorBoard's smoothing: an exponential moving average that starts at 0 and is divided by the weight it has gathered
 * so far (debiased, as in Adam). Values that are not finite pass through and do not count; a constant series comes back
 * unchanged.
 *
 * Runs on every point, before decimation: smoothing what a sampler left over draws another curve.
 *
 * @param values n values in step order
 * @param weight smoothing in [0, 1); 0 returns the values themselves
 * @returns n values
 *
 * Source: TensorBoard, `webapp/widgets/line_chart_v2/data_transformer.ts`, `classicSmoothing`.
 */
export function smooth(values: Float64Array, weight: number): Float64Array {
  const first = values[0];
  if (weight <= 0 || first === undefined || values.every((value) => value === first)) return values;
  const smoothed = new Float64Array(values.length);
  let last = 0;
  let gathered = 1; // weight ** count
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) {
      smoothed[i] = value;
      continue;
    }
    last = last * weight + (1 - weight) * value;
    gathered *= weight;
    smoothed[i] = last / (1 - gathered);
  }
  return smoothed;
}
