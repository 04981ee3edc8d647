package dev.weir.web.testing;

/** Resources to store, as a person would send them. */
public final class TestingDashboards {
  private TestingDashboards() {}

  /** A dashboard that is right in every respect. */
  public static String onTime(String title) {
    return """
    {"apiVersion": "weir.dev/v1alpha1", "kind": "Dashboard",
     "metadata": {"name": "on-time", "labels": {"team": "ops"}},
     "spec": {
       "title": "%s", "folder": "Operations", "warehouseRef": {"name": "local"},
       "queries": [
         {"name": "by-day", "sql": "SELECT day, count(*) AS flights FROM flights GROUP BY day ORDER BY day"},
         {"name": "by-origin", "sql": "SELECT origin, count(*) AS flights FROM flights GROUP BY ALL ORDER BY flights DESC, origin"}],
       "charts": [
         {"name": "total", "type": "BigNumber", "sql": "SELECT count(*) AS flights FROM flights",
          "encoding": {"value": "flights"}},
         {"name": "days", "type": "TimeSeries", "query": "by-day",
          "encoding": {"x": "day", "y": ["flights"]}},
         {"name": "origins", "type": "Bar", "query": "by-origin", "limit": 2,
          "encoding": {"x": "origin", "y": ["flights"]},
          "crossFilter": {"filter": "origin", "field": "origin"}, "ignoreFilters": ["origin"]}],
       "filters": [
         {"name": "origin", "type": "Values", "targets": [{"table": "flights", "column": "origin"}]},
         {"name": "delay", "type": "Range", "targets": [{"table": "flights", "column": "delay"}]},
         {"name": "day", "type": "DateRange", "targets": [{"table": "flights", "column": "day"}]}],
       "layout": [
         {"chart": "total", "x": 0, "y": 0, "w": 4, "h": 10},
         {"chart": "days", "x": 4, "y": 0, "w": 8, "h": 10}]}}
    """
        .formatted(title);
  }

  /** A dashboard with a mistake of each sort. */
  public static String broken() {
    return """
    {"apiVersion": "weir.dev/v1alpha1", "kind": "Dashboard", "metadata": {"name": "on-time"},
     "spec": {
       "title": "Broken", "warehouseRef": {"name": "local"},
       "queries": [
         {"name": "by-day", "sql": "SELECT day, count(*) AS flights FROM flights GROUP BY day"},
         {"name": "gone", "sql": "SELECT * FROM flihgts"}],
       "charts": [
         {"name": "days", "type": "Line", "query": "by-day", "encoding": {"x": "dya", "y": ["flights"]}},
         {"name": "rest", "type": "Table", "query": "gone"},
         {"name": "drop", "type": "Table", "sql": "DROP TABLE flights"}],
       "filters": [
         {"name": "origin", "type": "Values", "targets": [{"table": "flights", "column": "orign"}]},
         {"name": "text", "type": "Range", "targets": [{"table": "flights", "column": "origin"}]}],
       "layout": [
         {"chart": "days", "x": 0, "y": 0, "w": 6, "h": 10},
         {"chart": "rest", "x": 5, "y": 5, "w": 6, "h": 10}]}}
    """;
  }

  /** A notebook of each type of cell. */
  public static String notebook(String title) {
    return """
    {"apiVersion": "weir.dev/v1alpha1", "kind": "Notebook", "metadata": {"name": "why-late"},
     "spec": {
       "title": "%s", "warehouseRef": {"name": "local"},
       "cells": [
         {"name": "intro", "type": "Text", "text": "# Why late"},
         {"name": "delays", "type": "Query", "sql": "SELECT origin, avg(delay) AS delay FROM flights GROUP BY ALL"},
         {"name": "picture", "type": "Chart", "chart": {"query": "delays", "type": "Bar",
          "encoding": {"x": "origin", "y": ["delay"]}}}]}}
    """
        .formatted(title);
  }
}
