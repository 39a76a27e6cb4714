/** The three forms of an HTTP date (RFC 9110, 5.6.7). A time is in milliseconds of the epoch. */

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

function parts(ms) {
  const date = new Date(ms);
  const [time] = date.toISOString().slice(11).split(".");
  const day = DAYS[date.getUTCDay()];
  return {
    day,
    date: date.getUTCDate(),
    month: MONTHS[date.getUTCMonth()],
    time,
    year: date.getUTCFullYear(),
  };
}

export const FORMS = {
  "IMF-fixdate": (ms) => new Date(ms).toUTCString(),
  "RFC 850": (ms) => {
    const { day, date, month, time, year } = parts(ms);
    const two = (number) => String(number).padStart(2, "0");
    return `${day}, ${two(date)}-${month}-${two(year % 100)} ${time} GMT`;
  },
  asctime: (ms) => {
    const { day, date, month, time, year } = parts(ms);
    return `${day.slice(0, 3)} ${month} ${String(date).padStart(2)} ${time} ${year}`;
  },
};
