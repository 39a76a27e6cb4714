export class ApplicationFailure extends Error {
  static create({ message, ...details }) {
    return Object.assign(new ApplicationFailure(message), details);
  }
}

export const activityInfo = () => ({ attempt: 1 });
