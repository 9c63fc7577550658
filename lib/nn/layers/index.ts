export { maskedDense, hiddenDegrees, MaskedDense, type MaskedDenseArgs, type Degrees } from './masked-dense';
