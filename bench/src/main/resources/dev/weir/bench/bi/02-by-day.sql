SELECT CAST(date AS DATE) AS day, count(*) AS flights, avg(delay) AS mean_delay
FROM flights
GROUP BY 1
ORDER BY 1
