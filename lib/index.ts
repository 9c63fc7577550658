/**
 * saddlepoint: deep generative models for TensorFlow.js. The one public door; a notebook begins with
 *
 *     import { tf, ready } from 'saddlepoint';
 *     await ready();
 */
export * from './backend';
export * from './math';
export * from './distributions';
export * from './nn';
export * from './losses';
export * from './models';
export * from './training';
export * from './metrics';
export * from './datasets';
export * from './display';
