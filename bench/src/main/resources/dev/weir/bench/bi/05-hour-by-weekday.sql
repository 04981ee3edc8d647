SELECT isodow(date) AS weekday, hour(date) AS departure_hour, count(*) AS flights,
  avg(CASE WHEN delay >= 15 THEN 1.0 ELSE 0.0 END) AS late_share
FROM flights
GROUP BY 1, 2
ORDER BY 1, 2
