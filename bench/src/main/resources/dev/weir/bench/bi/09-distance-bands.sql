SELECT CASE WHEN distance < 250 THEN 'a short' WHEN distance < 1000 THEN 'b middle' ELSE 'c long' END
    AS band,
  count(*) AS flights, avg(delay) AS mean_delay, stddev_samp(delay) AS spread
FROM flights
GROUP BY 1
ORDER BY 1
