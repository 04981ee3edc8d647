SELECT origin, destination, count(*) AS flights, avg(delay) AS mean_delay
FROM flights
GROUP BY origin, destination
HAVING count(*) >= 500
ORDER BY mean_delay DESC, origin, destination
LIMIT 25
