export const task = (options) => options;
