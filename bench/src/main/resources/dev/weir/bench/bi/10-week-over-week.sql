WITH weeks AS (
  SELECT date_trunc('week', date) AS week, count(*) AS flights
  FROM flights
  GROUP BY 1)
SELECT week, flights, flights - lag(flights) OVER (ORDER BY week) AS change
FROM weeks
ORDER BY week
