/** Bits per element of every dtype that safetensors 0.8 knows. */
export const DTYPE_BITS: ReadonlyMap<string, number> = new Map([
  ['F4', 4],
  ['F6_E2M3', 6],
  ['F6_E3M2', 6],
  ...['BOOL', 'U8', 'I8', 'F8_E5M2', 'F8_E4M3', 'F8_E8M0', 'F8_E4M3FNUZ', 'F8_E5M2FNUZ'].map((name) => [name, 8] as const),
  ...['I16', 'U16', 'F16', 'BF16'].map((name) => [name, 16] as const),
  ...['I32', 'U32', 'F32'].map((name) => [name, 32] as const),
  ...['C64', 'F64', 'I64', 'U64'].map((name) => [name, 64] as const),
]);
