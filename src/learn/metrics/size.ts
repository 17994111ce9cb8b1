import type { Metric } from './metric.js';

export const params: Metric<unknown> = ({ product }) => product.parameters;
export const bytes: Metric<unknown> = ({ product }) => product.bytes;
export const flops: Metric<unknown> = ({ product }) => product.flops;
