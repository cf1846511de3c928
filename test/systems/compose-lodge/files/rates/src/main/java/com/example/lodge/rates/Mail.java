package com.example.lodge.rates;

final class Mail {
  private Mail() {}

  static void send(String to, String text) {
    System.out.println(to + ": " + text);
  }
}
