export * from './dataset';
export * from './idx';
export * from './labelled-images';
export * from './mnist';
export * from './array-dataset';
export * from './toy';
export * from './resampled';
