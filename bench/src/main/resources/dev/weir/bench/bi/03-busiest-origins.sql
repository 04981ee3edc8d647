SELECT origin, count(*) AS flights
FROM flights
GROUP BY origin
ORDER BY flights DESC, origin
LIMIT 20
