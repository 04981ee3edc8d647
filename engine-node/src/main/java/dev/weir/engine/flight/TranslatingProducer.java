package dev.weir.engine.flight;

import org.apache.arrow.flight.Action;
import org.apache.arrow.flight.ActionType;
import org.apache.arrow.flight.Criteria;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightProducer;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.PutResult;
import org.apache.arrow.flight.Result;
import org.apache.arrow.flight.SchemaResult;
import org.apache.arrow.flight.Ticket;

/** Turns whatever a producer throws into a status that clients can read. */
record TranslatingProducer(FlightProducer producer) implements FlightProducer {

  @Override
  public void getStream(CallContext context, Ticket ticket, ServerStreamListener listener) {
    try {
      producer.getStream(context, ticket, listener);
    } catch (RuntimeException failure) {
      listener.error(FlightErrors.translate(failure));
    }
  }

  @Override
  public void listFlights(
      CallContext context, Criteria criteria, StreamListener<FlightInfo> listener) {
    producer.listFlights(context, criteria, listener);
  }

  @Override
  public FlightInfo getFlightInfo(CallContext context, FlightDescriptor descriptor) {
    try {
      return producer.getFlightInfo(context, descriptor);
    } catch (RuntimeException failure) {
      throw FlightErrors.translate(failure);
    }
  }

  @Override
  public SchemaResult getSchema(CallContext context, FlightDescriptor descriptor) {
    try {
      return producer.getSchema(context, descriptor);
    } catch (RuntimeException failure) {
      throw FlightErrors.translate(failure);
    }
  }

  @Override
  public Runnable acceptPut(
      CallContext context, FlightStream rows, StreamListener<PutResult> answer) {
    return () -> {
      try {
        producer.acceptPut(context, rows, answer).run();
      } catch (RuntimeException failure) {
        answer.onError(FlightErrors.translate(failure));
      }
    };
  }

  @Override
  public void doAction(CallContext context, Action action, StreamListener<Result> listener) {
    try {
      producer.doAction(context, action, listener);
    } catch (RuntimeException failure) {
      listener.onError(FlightErrors.translate(failure));
    }
  }

  @Override
  public void listActions(CallContext context, StreamListener<ActionType> listener) {
    producer.listActions(context, listener);
  }
}
