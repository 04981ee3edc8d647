SELECT destination, count(*) AS flights, avg(delay) AS mean_delay
FROM flights
WHERE origin = 'ORD' AND date >= TIMESTAMP '2001-03-01' AND date < TIMESTAMP '2001-04-01'
GROUP BY destination
ORDER BY flights DESC, destination
