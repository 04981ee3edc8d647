SELECT CAST(date AS DATE) AS day, count(DISTINCT origin || '-' || destination) AS routes
FROM flights
GROUP BY 1
ORDER BY 1
