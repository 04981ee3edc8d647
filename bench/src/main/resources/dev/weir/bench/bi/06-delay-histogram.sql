SELECT CAST(floor(delay / 10) * 10 AS INTEGER) AS minutes, count(*) AS flights
FROM flights
WHERE delay BETWEEN -60 AND 180
GROUP BY 1
ORDER BY 1
